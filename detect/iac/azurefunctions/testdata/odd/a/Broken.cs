[Function("A")] public void A([QueueTrigger("q"
[Function("B")] public void B() { "
[Function()] public void C() {}
