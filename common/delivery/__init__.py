"""送达: papers reach people with legal effect, and the day on which they did starts what runs from receipt."""
