package arch

// Handler is what is known of the function that a platform calls for each event, from
// the declaration that names it and the code that has it.
type Handler struct {
	Declared Value[string] // as the declaration names it: "app.handler", "bootstrap"
	Name     string        // display name in the code; "" when it was not found
	At       Range         // where the code has it
	// Missing says what of Declared the repository is proved not to have: "src has no
	// app.py". "" when all is there, or nobody can tell.
	Missing string
	Event   Value[string] // type of the event that it takes, as the code names it: "events.SQSEvent"
	// Items is whether the code can answer with those items of a batch that failed.
	Items Value[bool]
	// First is where it takes the first record of an event, when it never looks at the
	// others.
	First Range
	// Replayed is set for code that runs again from its beginning after each wait: an
	// orchestrator of durable executions.
	Replayed bool
	Replays  []Effect // what such code does outside of the steps that are remembered
	Routes   int      // that the code registers with a router
}
