package awscfn

import "github.com/archvet/archvet/detect/source/yamldoc"

// Definition reads the text of a file as a workflow's definition, whose placeholders
// may stand where a number belongs. It is the zero Node for anything else.
func Definition(file string, data []byte) yamldoc.Node {
	docs, _ := yamldoc.Parse(file, fillPlaceholders(data))
	if len(docs) == 0 || !docs[0].Get("StartAt").Exists() || docs[0].Get("States").Kind() != yamldoc.Map {
		return yamldoc.Node{}
	}
	return docs[0]
}
