package main

import (
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("POST /orders", order)
	_ = http.ListenAndServe(":"+os.Getenv("PORT"), nil)
}

func order(w http.ResponseWriter, r *http.Request) {
	go mail(r.FormValue("to")) // want "^orders starts work in order that nothing waits for before the answer, and the container has CPU only while it serves requests$"
	w.WriteHeader(http.StatusAccepted)
}

func mail(to string) {}
