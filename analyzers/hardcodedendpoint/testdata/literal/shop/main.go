// Command shop asks prices.
package main

import (
	"io"
	"log"
	"net/http"
	"time"
)

// pricesURL should come from the environment.
const pricesURL = "http://prices:8080" // want "shop has the address of prices in its code: http://prices:8080"

var client = &http.Client{Timeout: time.Second}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tea", tea)
	mux.HandleFunc("GET /all", all)
	mux.HandleFunc("GET /printer", printer)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

func tea(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get(pricesURL + "/prices/tea") // wantrelated "remote call: HTTP GET"
	answer(w, resp, err)
}

func all(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get(pricesURL + "/prices") // wantrelated "remote call: HTTP GET"
	answer(w, resp, err)
}

func printer(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get("http://10.20.0.7:631/jobs") // want "shop has the address of a private host in its code: http://10.20.0.7:631"
	answer(w, resp, err)
}

func answer(w http.ResponseWriter, resp *http.Response, err error) {
	if err != nil {
		http.Error(w, "no price", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
