def handle():
  pass
