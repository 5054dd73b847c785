// Prints roots and proofs of golang.org/x/mod/sumdb/tlog as JSON, for trees that the tests build again.
//
// Small trees: leaf n is the record hash of "entry n"; every size and every place up to the limit. Each distinct hash
// is written once, and the proofs are lists of numbers into that table.
//
// Sparse trees reach 2^53 - 1 leaves: nearly all leaves are the record hash of "blank", those at the marked places of
// "marked n". A subtree without a mark is known by its level alone.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"sort"

	"golang.org/x/mod/sumdb/tlog"
)

const smallLimit = 40

var marks = []int64{
	0, 1, 5, 1<<31 - 1, 1 << 31, 1<<32 - 1, 1 << 32, 1<<32 + 1, 1<<33 + 4, 1<<40 + 12344,
	1<<52 + 1<<20, 1<<53 - 1<<32, 1<<53 - 3, 1<<53 - 2,
}

var sparseSizes = []int64{
	1 << 31, 1<<32 - 1, 1 << 32, 1<<32 + 1, 1<<32 + 2, 1<<33 + 5, 1<<40 + 12345, 1<<52 + 1<<20 + 1, 1<<53 - 2, 1<<53 - 1,
}

type table struct {
	Hashes []string
	place  map[tlog.Hash]int
}

func (t *table) number(h tlog.Hash) int {
	n, ok := t.place[h]
	if !ok {
		n = len(t.Hashes)
		t.place[h] = n
		t.Hashes = append(t.Hashes, h.String())
	}
	return n
}

func (t *table) numbers(hashes []tlog.Hash) []int {
	list := []int{}
	for _, h := range hashes {
		list = append(list, t.number(h))
	}
	return list
}

type vectors struct {
	MadeBy            string   `json:"madeBy"`
	Marks             []int64  `json:"marks"`
	SparseSizes       []int64  `json:"sparseSizes"`
	Hashes            []string `json:"hashes"`
	SmallRoots        []int    `json:"smallRoots"`
	SmallInclusion    [][]int  `json:"smallInclusion"`
	SmallConsistency  [][]int  `json:"smallConsistency"`
	SparseRoots       []int    `json:"sparseRoots"`
	SparseInclusion   [][]int  `json:"sparseInclusion"`
	SparseConsistency [][]int  `json:"sparseConsistency"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func smallTree() tlog.HashReader {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var list []tlog.Hash
		for _, i := range indexes {
			list = append(list, stored[i])
		}
		return list, nil
	})
	for n := int64(0); n < smallLimit; n++ {
		hashes, err := tlog.StoredHashes(n, []byte(fmt.Sprintf("entry %d", n)), reader)
		must(err)
		stored = append(stored, hashes...)
	}
	return reader
}

var blanks = []tlog.Hash{tlog.RecordHash([]byte("blank"))}

func sparseHash(level int, n int64) tlog.Hash {
	for len(blanks) <= level {
		last := blanks[len(blanks)-1]
		blanks = append(blanks, tlog.NodeHash(last, last))
	}
	start := n << uint(level)
	i := sort.Search(len(marks), func(i int) bool { return marks[i] >= start })
	if i == len(marks) || marks[i] >= start+1<<uint(level) {
		return blanks[level]
	}
	if level == 0 {
		return tlog.RecordHash([]byte(fmt.Sprintf("marked %d", n)))
	}
	return tlog.NodeHash(sparseHash(level-1, 2*n), sparseHash(level-1, 2*n+1))
}

func sparseTree() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var list []tlog.Hash
		for _, i := range indexes {
			list = append(list, sparseHash(tlog.SplitStoredHashIndex(i)))
		}
		return list, nil
	})
}

func main() {
	t := &table{place: map[tlog.Hash]int{}}
	v := vectors{
		MadeBy:      "golang.org/x/mod/sumdb/tlog (Debian golang-golang-x-mod-dev 0.7.0-1), " + runtime.Version(),
		Marks:       marks,
		SparseSizes: sparseSizes,
	}
	small, sparse := smallTree(), sparseTree()
	for size := int64(1); size <= smallLimit; size++ {
		root, err := tlog.TreeHash(size, small)
		must(err)
		v.SmallRoots = append(v.SmallRoots, t.number(root))
		for index := int64(0); index < size; index++ {
			proof, err := tlog.ProveRecord(size, index, small)
			must(err)
			v.SmallInclusion = append(v.SmallInclusion, append([]int{int(index), int(size)}, t.numbers(proof)...))
		}
		for old := int64(1); old <= size; old++ {
			proof, err := tlog.ProveTree(size, old, small)
			must(err)
			v.SmallConsistency = append(v.SmallConsistency, append([]int{int(old), int(size)}, t.numbers(proof)...))
		}
	}
	for _, size := range sparseSizes {
		root, err := tlog.TreeHash(size, sparse)
		must(err)
		v.SparseRoots = append(v.SparseRoots, t.number(root))
		for _, index := range marks {
			if index >= size {
				continue
			}
			proof, err := tlog.ProveRecord(size, index, sparse)
			must(err)
			v.SparseInclusion = append(v.SparseInclusion, append([]int{int(index), int(size)}, t.numbers(proof)...))
		}
		for _, old := range sparseSizes {
			if old > size {
				continue
			}
			proof, err := tlog.ProveTree(size, old, sparse)
			must(err)
			v.SparseConsistency = append(v.SparseConsistency, append([]int{int(old), int(size)}, t.numbers(proof)...))
		}
	}
	v.Hashes = t.Hashes
	must(json.NewEncoder(os.Stdout).Encode(v))
}
