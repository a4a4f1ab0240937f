package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// cart asks for each article; the remote call is two functions below the loop.
func (s *shop) cart(w http.ResponseWriter, r *http.Request) {
	skus := strings.Split(r.URL.Query().Get("skus"), ",")
	sum := 0
	for _, sku := range skus { // wantrelated "loop: over skus"
		n, err := s.prices.of(r.Context(), sku) // want "shop calls prices once for each of skus .HTTP GET"
		if err != nil {
			http.Error(w, "no price", http.StatusBadGateway)
			return
		}
		sum += n
	}
	fmt.Fprintln(w, sum)
}

type order struct {
	lines []string
}

// orders has the loop in a helper, inside another loop.
func (s *shop) orders(w http.ResponseWriter, r *http.Request) {
	for _, o := range []order{{lines: r.URL.Query()["sku"]}, {lines: r.URL.Query()["gift"]}} {
		n, err := s.total(r.Context(), o)
		if err != nil {
			http.Error(w, "no price", http.StatusBadGateway)
			return
		}
		fmt.Fprintln(w, n)
	}
}

func (s *shop) total(ctx context.Context, o order) (sum int, err error) {
	for i := 0; i < len(o.lines); i++ {
		n, err := s.prices.of(ctx, o.lines[i]) // want "shop calls prices in each round of the loop while i < len"
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}
