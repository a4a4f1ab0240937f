package main

import "net/http"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusOK) })
	http.ListenAndServe(":9000", nil) // want "shop always listens at port 9000, but cloud-run sends its requests to port 8080"
}
