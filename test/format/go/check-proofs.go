// Reads proofs from standard input, one JSON object a line, and prints for each whether golang.org/x/mod/sumdb/tlog
// accepts it: true or false. A proof with oldSize is a consistency proof, one without is an inclusion proof.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	Index, Size      int64
	Leaf, Root       []byte
	OldSize, NewSize int64
	OldRoot, NewRoot []byte
	Hashes           [][]byte
}

func accepts(p proof) bool {
	var hashes []tlog.Hash
	for _, bytes := range p.Hashes {
		var h tlog.Hash
		if len(bytes) != copy(h[:], bytes) || len(bytes) != len(h) {
			return false
		}
		hashes = append(hashes, h)
	}
	if p.OldSize > 0 {
		oldRoot, newRoot := toHash(p.OldRoot), toHash(p.NewRoot)
		return tlog.CheckTree(hashes, p.NewSize, newRoot, p.OldSize, oldRoot) == nil
	}
	return tlog.CheckRecord(hashes, p.Size, toHash(p.Root), p.Index, toHash(p.Leaf)) == nil
}

func toHash(bytes []byte) (h tlog.Hash) {
	copy(h[:], bytes)
	return h
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	for in.More() {
		var p proof
		if err := in.Decode(&p); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		fmt.Fprintln(out, accepts(p))
	}
}
