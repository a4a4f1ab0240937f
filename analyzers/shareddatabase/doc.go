// Package shareddatabase finds units that reach into one database.
//
// # Analyzer shareddatabase
//
// shareddatabase: two units use the same database, or even write the same table
//
// A service is independent as long as nobody else touches its data. When two units
// read and write one database, its schema is an interface that nobody declared: a
// renamed column breaks the other unit at run time, a long report of one slows the
// requests of the other, and both must be released together. When both write one
// table, neither can keep the rules of the data, since the other writes past them.
//
// Wrong:
//
//	// in inventory, on the database of orders
//	db.ExecContext(ctx, `UPDATE orders SET state = 'picked' WHERE id = $1`, id)
//
// Right:
//
//	// in inventory
//	events.Publish(ctx, Picked{OrderID: id}) // orders writes its own table
//
// The finding stands at the access of the unit that does not own the database. The
// owner is the unit that the database is named after, else the one that writes most.
// Both accesses, the addresses that lead there and the declaration of the database
// are related positions. It is an error when both are proved to write the same table,
// else a warning.
//
// # When it stays quiet
//
//   - The units use different databases of one server, or it is not known which.
//   - One of them only reads, from a read replica.
//   - It is an object store or a cache.
//   - They are functions that one stack deploys together: one service in several parts.
//   - One is a job that is built from the source of the service whose data it works on.
//
// Two services that are built from one directory (an API and its worker) are a hint.
//
// # Suppressing it
//
// By a comment with the rule and the reason, on the line or the line above:
//
//	//archvet:ignore shareddatabase -- reads until the reporting feed is live
//
// # References
//
//   - https://microservices.io/patterns/data/shared-database.html
//   - Sam Newman, Monolith to Microservices, chapter 4 (splitting the database)
package shareddatabase
