package main

import (
	"net/http"
	"os"
	"time"
)

func main() {
	go refresh() // want "^orders keeps work beside the requests .time.Sleep in refresh., and the container has CPU only while it serves requests$"
	go announce()
	http.HandleFunc("POST /orders", order)
	_ = http.ListenAndServe(":"+os.Getenv("PORT"), nil)
}

func order(w http.ResponseWriter, r *http.Request) {
	go mail(r.FormValue("to")) // want "^orders starts work in order that nothing waits for before the answer, and the container has CPU only while it serves requests$"
	w.WriteHeader(http.StatusAccepted)
}

func mail(to string) {}

func refresh() {
	for {
		time.Sleep(time.Minute) // wantrelated "work: time.Sleep in refresh"
	}
}

// announce is done at once.
func announce() {}
