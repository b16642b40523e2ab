// Writes records with net/http.
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"time"
)

var (
	client      *http.Client
	connections int
)

func main() {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(read("ca.crt")) {
		log.Fatal("no certificate in ca.crt")
	}
	client = &http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}},
		Timeout:   time.Minute,
	}
	query := "?" + url.Values{"key": {"k ü"}, "headers": {"colour:726564"}}.Encode()
	post("bytes", "key", query, bytes.NewReader(read("bytes")))
	post("large", "key", "", bytes.NewReader(read("large")))
	// Of a reader that it does not know, net/http does not know the length.
	post("chunked", "key", "", io.MultiReader(bytes.NewReader(read("large"))))
	post("unauthenticated", "wrong-key", "", bytes.NewReader([]byte("x")))
	post("too-large", "key", "", bytes.NewReader(read("too-large")))
	post("again", "key", "", bytes.NewReader([]byte("again")))
	fmt.Printf("connections\t%d\n", connections)
}

func post(step, key, query string, body io.Reader) {
	target := string(read("url")) + "/topics/orders/records" + query
	request, err := http.NewRequest(http.MethodPost, target, body)
	check(err)
	request.Header.Set("Authorization", "Bearer "+string(read(key)))
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		if !info.Reused {
			connections++
		}
	}}
	answer, err := client.Do(request.WithContext(httptrace.WithClientTrace(request.Context(), trace)))
	check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	check(err)
	fmt.Printf("%s\t%d\t%s\n", step, answer.StatusCode, text)
}

func read(name string) []byte {
	content, err := os.ReadFile(name)
	check(err)
	return content
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
