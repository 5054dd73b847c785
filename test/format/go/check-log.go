// Checks a custody log with nothing but golang.org/x/mod/sumdb/note and tlog.
//
//	check-log FOLDER             every entry of the log is there, and the root is computed from them
//	check-log -disclosed FOLDER  only some entries are there, and each must have its proof
//
// The folder holds entries/<seq>.json (the exact bytes of each entry), checkpoint (the signed note) and log.vkey, and
// may hold proofs/<seq>.tlog-proof and consistency-<old size>. Prints "ok", or one reason a line and exits with 1.
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checker struct {
	folder   string
	verifier note.Verifier
	entries  map[int64][]byte
	stored   []tlog.Hash
	reasons  []string
}

func (c *checker) say(format string, args ...interface{}) {
	c.reasons = append(c.reasons, fmt.Sprintf(format, args...))
}

func (c *checker) read(name string) (string, bool) {
	bytes, err := os.ReadFile(filepath.Join(c.folder, name))
	if err != nil {
		c.say("%s cannot be read: %v", name, err)
		return "", false
	}
	return string(bytes), true
}

// names gives the files of a pattern by the number in their names.
func (c *checker) names(pattern string) map[int64]string {
	found, _ := filepath.Glob(filepath.Join(c.folder, pattern))
	before, after, _ := strings.Cut(pattern, "*")
	byNumber := map[int64]string{}
	for _, path := range found {
		name, _ := filepath.Rel(c.folder, path)
		name = filepath.ToSlash(name)
		text := strings.TrimSuffix(strings.TrimPrefix(name, before), after)
		if n, ok := decimal(text); ok {
			byNumber[n] = name
		} else {
			c.say("%s: %q is not a number", name, text)
		}
	}
	return byNumber
}

func sorted(byNumber map[int64]string) []int64 {
	var numbers []int64
	for n := range byNumber {
		numbers = append(numbers, n)
	}
	sort.Slice(numbers, func(i, j int) bool { return numbers[i] < numbers[j] })
	return numbers
}

func decimal(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n >= 0 && strconv.FormatInt(n, 10) == text
}

// checkpoint opens a signed checkpoint: the origin, the size, the root, and no more lines.
func (c *checker) checkpoint(name, text string) (tlog.Tree, bool) {
	opened, err := note.Open([]byte(text), note.VerifierList(c.verifier))
	if err != nil {
		c.say("%s: %v", name, err)
		return tlog.Tree{}, false
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		c.say("%s: not the three lines of a checkpoint", name)
		return tlog.Tree{}, false
	}
	size, sizeOk := decimal(lines[1])
	root, err := tlog.ParseHash(lines[2])
	if lines[0] != c.verifier.Name() || !sizeOk || err != nil {
		c.say("%s: not a checkpoint of %s", name, c.verifier.Name())
		return tlog.Tree{}, false
	}
	return tlog.Tree{N: size, Hash: root}, true
}

// proof parts the lines before the blank one from the checkpoint behind it; the last lines are hashes.
func (c *checker) proof(name string, firstLines ...string) ([]string, []tlog.Hash, tlog.Tree, bool) {
	text, ok := c.read(name)
	if !ok {
		return nil, nil, tlog.Tree{}, false
	}
	head, checkpoint, ok := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < len(firstLines) {
		c.say("%s: not a proof", name)
		return nil, nil, tlog.Tree{}, false
	}
	for i, first := range firstLines {
		if !strings.HasPrefix(lines[i], first) {
			c.say("%s: line %d does not begin with %q", name, i+1, first)
			return nil, nil, tlog.Tree{}, false
		}
	}
	var hashes []tlog.Hash
	for _, line := range lines[len(firstLines):] {
		bytes, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(bytes) != tlog.HashSize {
			c.say("%s: %q is not a hash", name, line)
			return nil, nil, tlog.Tree{}, false
		}
		var hash tlog.Hash
		copy(hash[:], bytes)
		hashes = append(hashes, hash)
	}
	tree, ok := c.checkpoint(name, checkpoint)
	return lines, hashes, tree, ok
}

func (c *checker) readEntries() {
	names := c.names("entries/*.json")
	for _, seq := range sorted(names) {
		if text, ok := c.read(names[seq]); ok {
			c.entries[seq] = []byte(text)
		}
	}
}

func (c *checker) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, i := range indexes {
		if i >= int64(len(c.stored)) {
			return nil, fmt.Errorf("hash %d is not known", i)
		}
		hashes = append(hashes, c.stored[i])
	}
	return hashes, nil
}

// checkWhole computes the tree of the entries and compares it with the checkpoint.
func (c *checker) checkWhole(tree tlog.Tree) {
	if int64(len(c.entries)) != tree.N {
		c.say("checkpoint: it is of %d entries, and %d are there", tree.N, len(c.entries))
	}
	for seq := int64(0); seq < tree.N; seq++ {
		entry, ok := c.entries[seq]
		if !ok {
			c.say("entries/%d.json is missing", seq)
			return
		}
		hashes, err := tlog.StoredHashes(seq, entry, c)
		if err != nil {
			c.say("entries/%d.json: %v", seq, err)
			return
		}
		c.stored = append(c.stored, hashes...)
	}
	if root := c.root(tree.N); root != tree.Hash {
		c.say("checkpoint: its root is %v, that of the entries is %v", tree.Hash, root)
	}
}

// root computes the root of the first entries. An empty tree is the hash of nothing (RFC 6962, section 2.1), which
// tlog.TreeHash of some versions does not say.
func (c *checker) root(size int64) tlog.Hash {
	if size == 0 {
		return tlog.Hash{
			0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
			0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
		}
	}
	root, err := tlog.TreeHash(size, c)
	if err != nil {
		c.say("the root of %d entries cannot be computed: %v", size, err)
	}
	return root
}

func (c *checker) checkProofs(disclosed bool) {
	names := c.names("proofs/*.tlog-proof")
	for _, seq := range sorted(names) {
		c.checkProof(seq, names[seq])
	}
	for seq := range c.entries {
		if disclosed && names[seq] == "" {
			c.say("entries/%d.json has no proof", seq)
		}
	}
}

func (c *checker) checkProof(seq int64, name string) {
	lines, hashes, tree, ok := c.proof(name, "c2sp.org/tlog-proof@v1", "index ")
	if !ok {
		return
	}
	if lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != fmt.Sprintf("index %d", seq) {
		c.say("%s: not a proof of entry %d", name, seq)
		return
	}
	entry, ok := c.entries[seq]
	if !ok {
		c.say("%s: the entry is missing", name)
		return
	}
	if err := tlog.CheckRecord(hashes, tree.N, tree.Hash, seq, tlog.RecordHash(entry)); err != nil {
		c.say("%s: %v", name, err)
	}
}

// checkConsistency compares with the old root as the entries give it, so it needs all of them.
func (c *checker) checkConsistency() {
	names := c.names("consistency-*")
	for _, old := range sorted(names) {
		lines, hashes, tree, ok := c.proof(names[old], "old ")
		if !ok {
			continue
		}
		if lines[0] != fmt.Sprintf("old %d", old) {
			c.say("%s: not a proof from %d entries", names[old], old)
		} else if old == 0 {
			if len(hashes) > 0 {
				c.say("%s: nothing is to be proved from an empty log", names[old])
			}
		} else if err := tlog.CheckTree(hashes, tree.N, tree.Hash, old, c.root(old)); err != nil {
			c.say("%s: %v", names[old], err)
		}
	}
}

func (c *checker) check(disclosed bool) {
	vkey, ok := c.read("log.vkey")
	if !ok {
		return
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		c.say("log.vkey: %v", err)
		return
	}
	c.verifier = verifier
	c.readEntries()
	text, ok := c.read("checkpoint")
	if !ok {
		return
	}
	tree, ok := c.checkpoint("checkpoint", text)
	if ok && !disclosed {
		c.checkWhole(tree)
		c.checkConsistency()
	}
	c.checkProofs(disclosed)
}

func main() {
	args := os.Args[1:]
	disclosed := len(args) > 0 && args[0] == "-disclosed"
	if disclosed {
		args = args[1:]
	}
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: check-log [-disclosed] FOLDER")
		os.Exit(2)
	}
	c := &checker{folder: args[0], entries: map[int64][]byte{}}
	c.check(disclosed)
	if len(c.reasons) == 0 {
		fmt.Println("ok")
		return
	}
	fmt.Println(strings.Join(c.reasons, "\n"))
	os.Exit(1)
}
