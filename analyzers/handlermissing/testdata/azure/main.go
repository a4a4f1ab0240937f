package main

import "net/http"

func orders(w http.ResponseWriter, r *http.Request) {}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/Orders", orders)
	_ = http.ListenAndServe(":8080", mux)
}
