package main

import "net/http"

func main() {
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {})
	_ = http.ListenAndServe(":8080", nil) // want "^Web listens on a port .http.ListenAndServe. and takes no events$"
}
