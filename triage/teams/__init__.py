"""Teams: who gets a case, by open weighted load, who stands aside, and the trial term that runs from then on."""
