package policy

import "github.com/archvet/archvet/detect/arch"

// file is the shape of the whole file.
func file() shape {
	return shape{doc: "What of archvet holds for a repository.", kind: object, fields: []field{
		{"version", true, shape{doc: "Version of this file's format.", kind: word, words: []string{"1"}}},
		{"fail-on", false, shape{doc: "Severity from which findings fail the run.", kind: word, words: severities()}},
		{"persona", false, shape{doc: "Who reads: default hides hints, pedantic shows them.", kind: word, words: []string{"default", "pedantic"}}},
		{"min-coverage", false, shape{doc: "Percentage of the files that matter which must be readable.", kind: integer}},
		{"exclude", false, texts("Directories that are left out, relative to the root.")},
		{"rules", false, ruleSettings("Severity and options of rules.")},
		{"overrides", false, shape{doc: "Rules for a part of the repository; the last one that fits wins.", kind: list, item: override()}},
		{"ignore", false, shape{doc: "Findings that are accepted, each with a reason.", kind: list, item: exception()}},
		{"limits", false, shape{doc: "Limits of platforms as they hold for the account.", kind: mapping, item: limit()}},
		{"kubernetes", false, kubernetes()},
		{"architecture", false, intended()},
	}}
}

func severities() []string {
	return []string{arch.Error.String(), arch.Warning.String(), arch.Hint.String()}
}

func texts(doc string) shape { return shape{doc: doc, kind: list, item: &shape{kind: text}} }

func ruleSettings(doc string) shape {
	levels := append(severities(), off)
	return shape{doc: doc, kind: mapping, item: &shape{
		doc: "Severity of the rule's findings, or off.", kind: word, words: levels,
		or: &shape{doc: "Severity and options of the rule.", kind: object, fields: []field{
			{"severity", false, shape{doc: "Severity of the rule's findings, or off.", kind: word, words: levels}},
			{"options", false, shape{doc: "The rule's flags by name.", kind: mapping, item: &shape{kind: scalar}}},
		}},
	}}
}

func override() *shape {
	return &shape{kind: object, fields: []field{
		{"paths", false, texts("Files that it holds for, as patterns like those of .gitignore.")},
		{"units", false, texts("Units that it holds for; * stands for anything.")},
		{"rules", true, ruleSettings("Severity of rules there.")},
	}}
}

func exception() *shape {
	return &shape{kind: object, fields: []field{
		{"rule", true, shape{doc: "Name of the rule.", kind: text}},
		{"paths", false, texts("Files that it holds for, as patterns like those of .gitignore.")},
		{"units", false, texts("Units that it holds for; * stands for anything.")},
		{"resources", false, texts("Resources that the finding names; * stands for anything.")},
		{"reason", true, shape{doc: "Why the finding is accepted.", kind: text}},
		{"until", false, shape{doc: "Last day on which it holds.", kind: text, pattern: `^\d{4}-\d{2}-\d{2}$`}},
	}}
}

func limit() *shape {
	return &shape{
		doc: "Value that replaces the platform's default and maximum: a number with its unit.", kind: scalar,
		or: &shape{kind: object, fields: []field{
			{"default", false, shape{doc: "What holds when nothing is set.", kind: scalar}},
			{"min", false, shape{doc: "Smallest value that the platform takes.", kind: scalar}},
			{"max", false, shape{doc: "Largest value that the platform takes.", kind: scalar}},
		}},
	}
}

func kubernetes() shape {
	return shape{doc: "How Kubernetes objects are read.", kind: object, fields: []field{
		{"workloads", false, shape{doc: "Custom resources that run pods.", kind: list, item: &shape{kind: object, fields: []field{
			{"kind", true, shape{doc: "Kind of the resource.", kind: text}},
			{"group", false, shape{doc: "API group; any when it is left out.", kind: text}},
			{"template", true, shape{doc: "Path to the pod template, such as spec.template.", kind: text}},
			{"runs", false, shape{doc: "Whether its pods serve or run to their end; service when it is left out.", kind: word, words: []string{"service", "job"}}},
		}}}},
	}}
}

func intended() shape {
	unit := &shape{kind: object, fields: []field{
		{"kind", false, shape{doc: "What sort of unit it is.", kind: word, words: []string{"function", "service", "job", "workflow"}}},
		{"platform", false, shape{doc: "What hosts it.", kind: text}},
		{"calls", false, texts("Units that it may call; all of them when it is left out.")},
		{"uses", false, texts("Resources that it may use; all of them when it is left out.")},
	}}
	return shape{doc: "What the system is meant to be.", kind: object, fields: []field{
		{"style", false, shape{doc: "The architecture.", kind: word, words: []string{"monolith", "microservices", "serverless", "hybrid", "none"}}},
		{"units", false, shape{doc: "The units by name.", kind: mapping, item: unit}},
	}}
}
