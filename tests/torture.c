/* Lets a process and all it starts meet a full disk, or a clock that jumps.

   TORTURE_ROOT   the folder that it is about
   TORTURE_COUNT  a file of 8 bytes: how many writes to files below the folder there were
   TORTURE_FULL   from this write on the disk is full
   TORTURE_CLOCK  set: the clock on the wall jumps years at each look */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static long *writes(void) {
    static long *shared;
    if (!shared) {
        int file = open(getenv("TORTURE_COUNT"), O_RDWR);
        shared = mmap(0, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        close(file);
    }
    return shared;
}

static int is_full(int file) {
    const char *root = getenv("TORTURE_ROOT"), *full = getenv("TORTURE_FULL");
    char link[64], path[4096];
    struct stat found;
    if (!root || !full || fstat(file, &found) || !S_ISREG(found.st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strncmp(path, root, strlen(root))) return 0;
    if (__sync_add_and_fetch(writes(), 1) < atol(full)) return 0;
    errno = ENOSPC;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *data, size_t size) {
    return is_full(file) ? -1 : REAL(write)(file, data, size);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    return is_full(file) ? -1 : REAL(writev)(file, parts, count);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    return is_full(file) ? -1 : REAL(pwrite64)(file, data, size, at);
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t size, unsigned flags) {
    return is_full(to) ? -1 : REAL(copy_file_range)(from, at, to, there, size, flags);
}

ssize_t sendfile(int to, int from, off_t *at, size_t size) {
    static ssize_t (*real)(int, int, off_t *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "sendfile");
    return is_full(to) ? -1 : real(to, from, at, size);
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
    static ssize_t (*real)(int, int, off64_t *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "sendfile64");
    return is_full(to) ? -1 : real(to, from, at, size);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static unsigned looks;
    int done = REAL(clock_gettime)(clock, now);
    if (clock == CLOCK_REALTIME && getenv("TORTURE_CLOCK"))
        now->tv_sec += (++looks % 2 ? 1 : -1) * 86400L * 366 * (looks % 7);
    return done;
}
