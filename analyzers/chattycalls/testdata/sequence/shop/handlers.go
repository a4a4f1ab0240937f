package main

import (
	"fmt"
	"net/http"
)

// menu makes four calls, one after the other, for every request.
func (s *shop) menu(w http.ResponseWriter, r *http.Request) {
	tea, err := s.prices.of(r.Context(), "tea") // want "shop calls prices 4 times, one after the other, to answer one request of"
	if err != nil {
		return
	}
	coffee, err := s.prices.of(r.Context(), "coffee")
	if err != nil {
		return
	}
	milk, err := s.prices.of(r.Context(), "milk")
	if err != nil {
		return
	}
	cake, err := s.prices.of(r.Context(), "cake")
	if err != nil {
		return
	}
	fmt.Fprintln(w, tea, coffee, milk, cake)
}

// short makes three.
func (s *shop) short(w http.ResponseWriter, r *http.Request) {
	tea, _ := s.prices.of(r.Context(), "tea")
	coffee, _ := s.prices.of(r.Context(), "coffee")
	milk, _ := s.prices.of(r.Context(), "milk")
	fmt.Fprintln(w, tea, coffee, milk)
}

// either has five call sites, of which a request makes one.
func (s *shop) either(w http.ResponseWriter, r *http.Request) {
	n := 0
	switch r.URL.Query().Get("what") {
	case "tea":
		n, _ = s.prices.of(r.Context(), "tea")
	case "coffee":
		n, _ = s.prices.of(r.Context(), "coffee")
	case "milk":
		n, _ = s.prices.of(r.Context(), "milk")
	case "cake":
		n, _ = s.prices.of(r.Context(), "cake")
	default:
		n, _ = s.prices.of(r.Context(), "water")
	}
	fmt.Fprintln(w, n)
}
