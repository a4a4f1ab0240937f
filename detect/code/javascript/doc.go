// Package javascript is the front end for JavaScript and TypeScript.
//
// Each file is a package of the IR whose path is its place in the repository without
// its extension: "services/orders/app". Imports and require are resolved inside the
// repository where they are relative; a function of anything else is
// Callee{Package: "pg", Name: "Pool"}, whichever way the name came in. What a module
// itself is, called or constructed, has the name "default"; what the language brings
// along has the package "js".
//
// What the IR holds beyond [code]'s own documentation:
//
//   - The top level of a file is the function "path.<module>"; what a file exports under
//     a name has that name: "path.handler", also where a wrapper made it.
//   - process.env.X is a call of env of the package process with the name.
//   - await is transparent. A call is spawned when nothing holds on to its promise: a
//     statement in an async function that calls one, a callback of forEach, what
//     Promise.all is given.
//   - A callback of map, forEach and their like is called in a loop over its receiver,
//     one of then where it stands.
//   - x.send(command) of AWS's SDK is a call of the method send of the command, which is
//     an object with the field input; .promise() is the call in front of it.
//   - A promise that a timer resolves is a call of js.sleep.
package javascript
