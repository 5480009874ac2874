#!/usr/bin/perl
# Where nothing is shared yet, the directory of the first home becomes the shared one: it is renamed to its new place by
# renameat2 with RENAME_NOREPLACE, in one call, and linked. Whatever else is in the way is refused.
use strict;
use warnings;
use Cwd qw(realpath);
use Errno qw(EEXIST ENOENT);
use Fcntl qw(:flock :mode);
use File::Path qw(make_path);

use constant { RENAMEAT2 => 316, AT_FDCWD => -100, RENAME_NOREPLACE => 1 };

my @homes  = ('.claude-compte1', '.claude-compte2');
my $root   = $ENV{HOME};
my $status = 0;
umask 077;
open my $lock, '>>', ($ENV{TMPDIR} // '/tmp') . '/link-homes.lock' or die "lock: $!";
flock $lock, LOCK_EX or die "lock: $!";

# A relative link would lead elsewhere from another place, and a special file is nobody's transcript.
sub refuse_odd_entries {
    my ($dir) = @_;
    opendir my $handle, $dir or die "cannot be read: $!\n";
    $! = 0;
    my @names = readdir $handle;
    die "cannot be read: $!\n" if $!;
    for my $name (grep { $_ ne '.' && $_ ne '..' } @names) {
        my @stat = lstat "$dir/$name" or die "cannot be read: $!\n";
        if    (S_ISDIR($stat[2]))  { refuse_odd_entries("$dir/$name") }
        elsif (!S_ISREG($stat[2])) { die "it holds something that is no file\n" }
    }
}

sub type_of {
    my @stat = lstat $_[0];
    return S_ISDIR($stat[2]) ? 'directory' : 'other' if @stat;
    die "cannot be inspected: $!\n" unless $!{ENOENT};
    return 'nothing';
}

sub directory {
    my ($path) = @_;
    make_path($path, { error => \my $errors });
    -d $path or die "no directory: $path\n";
}

# An unknown entry ends this for every home: a shared directory made too early would be in the way of the one to adopt.
sub share {
    my ($name, $target) = @_;
    if (type_of($target) eq 'nothing') {
        for my $at (map { "$root/$_/$name" } @homes) {
            next unless type_of($at) eq 'directory';
            refuse_odd_entries($at);
            my ($real, $above) = (realpath($at), realpath($root));
            die "cannot be inspected: $!\n" unless defined $real && defined $above;
            die "one lies in the other\n" if index("$above/", "$real/") == 0;
            syscall(RENAMEAT2, AT_FDCWD, $at, AT_FDCWD, $target, RENAME_NOREPLACE) == 0
              or $!{EEXIST}
              or die "cannot be moved: $!\n";
            last;
        }
        directory($target);
    }
    -d $target or die "what is to be shared is no directory\n";
}

sub link_home {
    my ($home, $name, $target) = @_;
    my $at = "$home/$name";
    directory($home);
    symlink $target, $at and return;
    my @own    = stat $at;
    my @shared = stat $target;
    -l $at && @own && @shared && $own[0] == $shared[0] && $own[1] == $shared[1]
      or die "something else is there\n";
}

for my $name ('session-env', 'file-history', 'projects') {
    my $target = "$root/.claude-$name-shared";
    my $shared = eval { share($name, $target); 1 };
    my $why    = $@;
    for my $home (@homes) {
        next if $shared && eval { link_home("$root/$home", $name, $target); 1 };
        print STDERR "$home/$name: ", $shared ? $@ : $why;
        $status = 1;
    }
}
exit $status;
