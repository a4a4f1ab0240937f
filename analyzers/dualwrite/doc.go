// Package dualwrite finds work that changes a database and tells a broker of it, with
// nothing that makes the two one.
//
// # Analyzer dualwrite
//
// dualwrite: a database write and a message on one path with no outbox
//
// A database and a broker share no transaction. Between the write and the message the
// process can be killed, the broker can refuse, the network can fail: the order is
// stored, and nobody will ever make it. Retrying the message in memory does not help
// against the kill. An outbox does: the message is a row of the same transaction, and a
// sender of its own takes it from there to the broker, as often as it must.
//
// Wrong (Go):
//
//	if err := repo.Create(ctx, order); err != nil { // INSERT, committed
//		return err
//	}
//	return publisher.Publish(ctx, event) // may never happen
//
// Right (Go):
//
//	tx, err := db.BeginTx(ctx, nil)
//	...
//	tx.ExecContext(ctx, "INSERT INTO orders ...")
//	tx.ExecContext(ctx, "INSERT INTO outbox (topic, payload) ...")
//	return tx.Commit()
//
// Right (SAM), without a change of the code: the table's own stream is the message.
//
//	Orders:
//	  Type: AWS::DynamoDB::Table
//	  Properties:
//	    StreamSpecification: {StreamViewType: NEW_IMAGE}
//
// One function that makes several such pairs is one finding. In a function on a queue
// or a stream it is a hint: the platform hands the event in again, so that the work
// has to bear being done twice rather than half.
//
// # When it stays quiet
//
//   - The unit writes to an outbox: a table, statement or function with that word.
//   - The message comes first, or the two stand in branches that exclude each other.
//   - What is written is a cache or a file.
//
// # Limits
//
// A change stream that forwards the same message as well is not seen.
//
// # Suppressing it
//
//	//archvet:ignore dualwrite -- the nightly job finds orders without an event
//
// # References
//
//   - https://microservices.io/patterns/data/transactional-outbox.html
//   - https://docs.aws.amazon.com/prescriptive-guidance/latest/cloud-design-patterns/transactional-outbox.html
package dualwrite
