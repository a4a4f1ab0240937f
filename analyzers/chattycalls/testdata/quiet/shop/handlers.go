package main

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// cart asks for all articles with one call.
func (s *shop) cart(w http.ResponseWriter, r *http.Request) {
	q := url.Values{}
	for _, sku := range r.URL.Query()["sku"] {
		q.Add("sku", sku)
	}
	n, _ := s.prices.get(r.Context(), s.prices.url+"/prices?"+q.Encode())
	fmt.Fprintln(w, n)
}

// few goes over three constants.
func (s *shop) few(w http.ResponseWriter, r *http.Request) {
	for _, sku := range []string{"tea", "coffee", "milk"} {
		n, _ := s.prices.of(r.Context(), sku)
		fmt.Fprintln(w, n)
	}
}

// tries goes over attempts.
func (s *shop) tries(w http.ResponseWriter, r *http.Request) {
	for try := 0; try < 5; try++ {
		n, err := s.prices.of(r.Context(), "tea")
		if err == nil {
			fmt.Fprintln(w, n)
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	http.Error(w, "no price", http.StatusBadGateway)
}

// health goes over services: each round calls another one.
func (s *shop) health(w http.ResponseWriter, r *http.Request) {
	for _, base := range []string{s.prices.url, s.stockURL} {
		n, _ := s.prices.get(r.Context(), base+"/health")
		fmt.Fprintln(w, n)
	}
}

type pricer interface {
	price(sku string) int
}

// listed answers from memory, in the process.
type listed map[string]int

func (l listed) price(sku string) int { return l[sku] }

// stub goes over data, and nothing leaves the process.
func (s *shop) stub(w http.ResponseWriter, r *http.Request) {
	var p pricer = listed{"tea": 450}
	for _, sku := range r.URL.Query()["sku"] {
		fmt.Fprintln(w, p.price(sku))
	}
}
