// Signs and opens notes with golang.org/x/mod/sumdb/note. Reads one JSON object a line and prints one a line.
//
//	{"op":"sign","key":"PRIVATE+KEY+...","text":"..."}   ->  {"note":"..."}
//	{"op":"open","key":"NAME+ID+KEY","note":"<base64>"}  ->  {"text":"..."}
//	{"op":"generate","name":"...","seed":"<base64>"}     ->  {"key":"PRIVATE+KEY+...","vkey":"NAME+ID+KEY"}
//
// What the library refuses is answered by {"error":"..."}.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
)

type request struct {
	Op, Key, Text, Name string
	Note, Seed          []byte
}

type answer struct {
	Note  string `json:"note,omitempty"`
	Text  string `json:"text,omitempty"`
	Key   string `json:"key,omitempty"`
	Vkey  string `json:"vkey,omitempty"`
	Error string `json:"error,omitempty"`
}

func do(r request) (answer, error) {
	switch r.Op {
	case "sign":
		signer, err := note.NewSigner(r.Key)
		if err != nil {
			return answer{}, err
		}
		signed, err := note.Sign(&note.Note{Text: r.Text}, signer)
		return answer{Note: string(signed)}, err
	case "open":
		verifier, err := note.NewVerifier(r.Key)
		if err != nil {
			return answer{}, err
		}
		opened, err := note.Open(r.Note, note.VerifierList(verifier))
		if err != nil {
			return answer{}, err
		}
		return answer{Text: opened.Text}, nil
	case "generate":
		key, vkey, err := note.GenerateKey(bytes.NewReader(r.Seed), r.Name)
		return answer{Key: key, Vkey: vkey}, err
	}
	return answer{}, fmt.Errorf("no such op: %q", r.Op)
}

func main() {
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := json.NewEncoder(os.Stdout)
	for in.More() {
		var r request
		if err := in.Decode(&r); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		a, err := do(r)
		if err != nil {
			a = answer{Error: err.Error()}
		}
		if err := out.Encode(a); err != nil {
			os.Exit(2)
		}
	}
}
