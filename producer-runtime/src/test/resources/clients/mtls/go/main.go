// Writes a record with net/http and a client certificate.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(read("ca.crt")) {
		log.Fatal("no certificate in ca.crt")
	}
	own, err := tls.LoadX509KeyPair("client.crt", "client.key")
	check(err)
	client := &http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{
			RootCAs: roots, Certificates: []tls.Certificate{own},
		}},
		Timeout: time.Minute,
	}
	target := string(read("url")) + "/topics/orders/records"
	answer, err := client.Post(target, "text/plain", strings.NewReader("go"))
	check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	check(err)
	fmt.Print(string(text))
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
