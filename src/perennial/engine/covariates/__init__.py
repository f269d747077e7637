"""What goes with buying often and with leaving: traits of the first purchase, and when it was made."""
