// Registries under the names that the world knows them by, in memory. A proxy on the loopback address answers for them,
// with a certificate of an authority of its own, so that programs reach them as they are told, and nothing else.
//
//	registries -host m.example.com -image registry.k8s.io/pause:3.10 ...
//
// Each image is an index of two platforms, with a signature that refers to it. A line of JSON says where the proxy is,
// whom to trust, and the digests. All ends with the standard input.
package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"flag"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"
)

const (
	index    = "application/vnd.oci.image.index.v1+json"
	manifest = "application/vnd.oci.image.manifest.v1+json"
	config   = "application/vnd.oci.image.config.v1+json"
	layer    = "application/vnd.oci.image.layer.v1.tar"
	sigstore = "application/vnd.dev.sigstore.bundle.v0.3+json"
)

// Where clients ask for what they call docker.io.
var aliases = map[string]string{"registry-1.docker.io": "docker.io", "index.docker.io": "docker.io"}

type registries map[string]http.Handler

func (all registries) add(host string) {
	if all[host] == nil {
		all[host] = registry.New(registry.Logger(log.New(io.Discard, "", 0)), registry.WithReferrersSupport(true))
	}
}

func (all registries) of(host string) http.Handler {
	host = strings.TrimSuffix(host, ":443")
	if name, ok := aliases[host]; ok {
		host = name
	}
	return all[host]
}

type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func main() {
	var hosts, images list
	flag.Var(&hosts, "host", "a registry without images")
	flag.Var(&images, "image", "an image that is published, as host/path:tag")
	flag.Parse()
	all := registries{}
	for _, host := range hosts {
		all.add(host)
	}
	digests := map[string]string{}
	for _, image := range images {
		host, rest, _ := strings.Cut(image, "/")
		path, tag, _ := strings.Cut(rest, ":")
		all.add(host)
		digests[image] = all.publish(host, path, tag)
	}
	authority := newAuthority()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	go http.Serve(listener, all.proxy(authority))
	line, err := json.Marshal(map[string]any{
		"proxy": "http://" + listener.Addr().String(), "authority": string(authority.pem), "digests": digests,
	})
	check(err)
	fmt.Println(string(line))
	io.Copy(io.Discard, bufio.NewReader(os.Stdin))
}

// Puts an image into a registry: the content differs by reference and by platform.
func (all registries) publish(host, path, tag string) string {
	p := publisher{all[host], "/v2/" + path}
	platforms := []any{}
	for _, arch := range []string{"amd64", "arm64"} {
		content := p.blob([]byte(host + path + tag + arch))
		setup := p.blob(encoded(map[string]any{
			"architecture": arch, "os": "linux", "config": map[string]any{},
			"rootfs": map[string]any{"type": "layers", "diff_ids": []string{content.Digest}},
		}))
		made := p.manifest("", manifest, map[string]any{
			"schemaVersion": 2, "mediaType": manifest,
			"config": setup.as(config), "layers": []any{content.as(layer)},
		})
		platform := made.as(manifest)
		platform["platform"] = map[string]any{"architecture": arch, "os": "linux"}
		platforms = append(platforms, platform)
	}
	made := p.manifest(tag, index, map[string]any{"schemaVersion": 2, "mediaType": index, "manifests": platforms})
	empty := p.blob([]byte("{}"))
	p.manifest("", manifest, map[string]any{
		"schemaVersion": 2, "mediaType": manifest, "artifactType": sigstore,
		"config": empty.as("application/vnd.oci.empty.v1+json"), "subject": made.as(index),
		"layers": []any{p.blob([]byte("signature of " + path + ":" + tag)).as(sigstore)},
	})
	return made.Digest
}

type content struct {
	Digest string
	Size   int
}

func (c content) as(mediaType string) map[string]any {
	return map[string]any{"mediaType": mediaType, "digest": c.Digest, "size": c.Size}
}

type publisher struct {
	to   http.Handler
	path string
}

func (p publisher) blob(data []byte) content {
	made := contentOf(data)
	p.send(http.MethodPost, "/blobs/uploads/?digest="+made.Digest, "application/octet-stream", data)
	return made
}

func (p publisher) manifest(tag, mediaType string, value any) content {
	data := encoded(value)
	made := contentOf(data)
	if tag == "" {
		tag = made.Digest
	}
	p.send(http.MethodPut, "/manifests/"+tag, mediaType, data)
	return made
}

func (p publisher) send(method, path, mediaType string, data []byte) {
	asked := httptest.NewRequest(method, p.path+path, bytes.NewReader(data))
	asked.Header.Set("Content-Type", mediaType)
	answer := httptest.NewRecorder()
	p.to.ServeHTTP(answer, asked)
	if answer.Code != http.StatusCreated {
		log.Fatalf("%s %s: %d %s", method, p.path+path, answer.Code, answer.Body)
	}
}

func contentOf(data []byte) content {
	return content{fmt.Sprintf("sha256:%x", sha256.Sum256(data)), len(data)}
}

func encoded(value any) []byte {
	data, err := json.Marshal(value)
	check(err)
	return data
}

// Answers in plain text what is asked of a host, and opens TLS for who asks to be connected with it.
func (all registries) proxy(authority authority) http.Handler {
	secure := &http.Server{
		Handler:  http.HandlerFunc(all.serve),
		ErrorLog: log.New(os.Stderr, "", 0),
	}
	connected := connections{make(chan net.Conn)}
	go secure.Serve(tls.NewListener(connected, &tls.Config{GetCertificate: authority.certificate}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			all.serve(w, r)
			return
		}
		if all.of(r.Host) == nil {
			log.Printf("%s cannot be reached", r.Host)
			http.Error(w, "no internet", http.StatusBadGateway)
			return
		}
		conn, _, err := w.(http.Hijacker).Hijack()
		check(err)
		io.WriteString(conn, "HTTP/1.1 200 Connected\r\n\r\n")
		connected.all <- conn
	})
}

func (all registries) serve(w http.ResponseWriter, r *http.Request) {
	if to := all.of(r.Host); to != nil {
		to.ServeHTTP(w, r)
	} else {
		http.Error(w, "no internet", http.StatusBadGateway)
	}
}

// The connections that the proxy was asked for.
type connections struct{ all chan net.Conn }

func (c connections) Accept() (net.Conn, error) { return <-c.all, nil }
func (c connections) Close() error              { return nil }
func (c connections) Addr() net.Addr            { return &net.TCPAddr{} }

type authority struct {
	of  *x509.Certificate
	key *ecdsa.PrivateKey
	pem []byte
}

func newAuthority() authority {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	template := certificate("Registries")
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	check(err)
	return authority{template, key, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})}
}

func (a authority) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	template := certificate(hello.ServerName)
	template.DNSNames = []string{hello.ServerName}
	der, err := x509.CreateCertificate(rand.Reader, template, a.of, a.key.Public(), a.key)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}, err
}

func certificate(name string) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	check(err)
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(24 * time.Hour),
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
