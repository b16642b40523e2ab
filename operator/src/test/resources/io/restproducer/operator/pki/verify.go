// verify CA CHAIN...: whether Go takes each chain for that of a TLS client.
package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
)

func main() {
	ca, _ := os.ReadFile(os.Args[1])
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	failed := 0
	for _, file := range os.Args[2:] {
		chain, _ := os.ReadFile(file)
		block, _ := pem.Decode(chain)
		leaf, err := x509.ParseCertificate(block.Bytes)
		if err == nil {
			_, err = leaf.Verify(x509.VerifyOptions{Roots: roots, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
		}
		if err != nil {
			fmt.Println(file, err)
			failed++
		}
	}
	if failed > 0 {
		os.Exit(1)
	}
}
