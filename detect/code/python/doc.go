// Package python is the front end for Python.
//
// Each file is a package of the IR whose path is its place in the repository with
// dots: "services.orders.app" for services/orders/app.py. Imports are looked for in
// the importing file's directory and the ones above it; what is not found there is
// from outside, and a function of it is Callee{Package: "google.cloud.storage",
// Name: "Client"}, whichever way the name was imported.
//
// What the IR holds beyond [code]'s own documentation:
//
//   - The top level of a file is the function "path.<module>", the body of
//     if __name__ == "__main__" is "path.__main__".
//   - A method call on an object that is not of the repository has a receiver and a
//     name; what the receiver is made of is for the flow to find out.
//   - Keyword arguments have their names in Op.Names. Calls of the repository's own
//     functions have all arguments in the order of the parameters, with the defaults
//     of those that are not passed.
//   - A decorator is a call with the function as its last argument.
//   - os.environ["X"] is a call of os.getenv, "X" in os.environ compares one with nil.
//   - with x as y ends with a call of the method __exit__ of x.
//   - A call of what a field holds is a call of the method __call__ of the field.
//   - A coroutine that is not awaited where it is made is a spawned call; await of
//     anything but a call is an OpReceive.
//   - Methods of texts that keep what matters of them (strip, encode, split) are their
//     receiver.
//   - A class of which some method is left to its subclasses is an interface.
package python
