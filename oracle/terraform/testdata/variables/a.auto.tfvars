auto = "7"
last = "two"
nullable = null
