// Package golang is the front end for Go.
//
// It reads what a fresh checkout holds and nothing else: no go command, no build, no
// module cache, no network. The repository's own packages are type-checked by
// go/types; every other package is a stand-in that declares the types which the
// repository names, so that a field *s3.Client has a named type although nobody knows
// its methods. The standard library's exported declarations are built in.
//
// What the IR holds beyond [code]'s own documentation:
//
//   - A field of an object whose type is not known is FieldOf with the object's own
//     location in place of the type: "path.main/client#120.BaseURL".
//   - A struct type without a name has the ID "path.struct@file:offset", a type that a
//     function declares "path.Name@file:offset".
//   - FuncRef of an interface's method is "interface ID.Method", its receiver Args[0].
//   - A call through an interface of the repository that none of its types implements,
//     but for tests, has no Iface: only the method's name and the receiver.
//   - A named value of an outside package is Var "path.Name", or FuncRef where that
//     name is called somewhere in the repository.
//   - What is received from a channel is Elem of the channel, with an OpReceive before
//     it; a send is an OpSend and an Assign to Elem of the channel.
//   - A spread argument f(xs...) is Elem of xs: a Rest parameter takes elements.
//   - append gives its first argument and assigns to Elem of it; what has no place to
//     assign to becomes a Choice with a Make of the new elements.
//   - The built-in functions panic, close and recover are calls of package "builtin".
//   - The key of a range, and the second of v, ok := ..., have no value.
//   - Several programs in one directory are packages "path#file", and modules of one
//     name in several directories have paths "module@dir/...".
//   - Functions named init are "path.init.0", "path.init.1"; "path.init" calls them
//     after the variables' initialisers.
package golang
