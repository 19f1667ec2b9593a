"""窗口代办: the desk acts for somebody who stands before it, through the very pages that person would use."""
