// Package terminal writes text for people: widths, wrapping, colour, and foreign
// text made safe to print. Names and messages come from files of the repository
// under analysis, so nothing of them may reach a terminal as a control sequence.
package terminal
