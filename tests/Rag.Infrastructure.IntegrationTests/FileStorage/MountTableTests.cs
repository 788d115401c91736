using System.Runtime.Versioning;
using Rag.Infrastructure.FileStorage;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.FileStorage;

public sealed class MountTableTests
{
    private static readonly string[] Container =
    [
        "613 542 0:61 / / rw,relatime master:1 - overlay overlay rw,lowerdir=/a:/b,upperdir=/c",
        "614 613 0:64 / /proc rw,nosuid - proc proc rw",
        "620 613 0:70 / /tmp rw,nosuid - tmpfs tmpfs rw",
        "631 613 254:1 /volumes/rag/_data /app/backend/storage rw,relatime master:1 - ext4 /dev/vda1 rw",
        @"632 613 254:1 /some /mnt/two\040words rw,relatime - xfs /dev/vdb rw",
    ];

    [TestCase("/app/backend/storage/documents/pdfs", false)]
    [TestCase("/app/backend/storage", false)]
    [TestCase("/app/backend/storage2", true)]
    [TestCase("/app/storage", true)]
    [TestCase("/tmp/storage", true)]
    [TestCase("/mnt/two words/storage", false)]
    public void A_folder_stays_when_a_volume_holds_it(string path, bool isPassing)
    {
        Assert.That(new MountTable(Container, isContainer: true).IsPassing(path), Is.EqualTo(isPassing));
    }

    [Test]
    public void The_root_of_a_machine_stays_and_that_of_a_container_goes_whatever_its_file_system()
    {
        string[] plain = ["26 1 254:0 / / rw,relatime - ext4 /dev/vda rw"];

        Assert.That(new MountTable(plain, isContainer: false).IsPassing("/var/lib/rag"), Is.False);
        Assert.That(new MountTable(plain, isContainer: true).IsPassing("/var/lib/rag"), Is.True);
    }

    [Test]
    public void Of_two_mounts_on_one_point_the_later_one_counts()
    {
        string[] twice = [.. Container, "640 631 0:90 / /app/backend/storage rw - tmpfs tmpfs rw"];

        Assert.That(new MountTable(twice, isContainer: true).IsPassing("/app/backend/storage/documents"), Is.True);
    }

    [Test]
    public void Nothing_is_said_where_nothing_is_known()
    {
        Assert.That(new MountTable([], isContainer: true).IsPassing("/var/lib/rag"), Is.False);
        Assert.That(new MountTable(["", "- -", "one two three"], isContainer: true).IsPassing("/var/lib/rag"), Is.False);
    }

    [Test]
    [Platform("Linux")]
    [UnsupportedOSPlatform("windows")]
    public void This_machine_has_one_and_links_are_followed_before_it_is_asked()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(folder.File("link"), "/proc/self");

        Assert.That(MountTable.OfThisProcess().IsPassing("/dev/shm/storage"), Is.True);
        Assert.That(UnixCalls.ResolveLinks(folder.File("link")), Is.EqualTo($"/proc/{Environment.ProcessId}"));
        Assert.That(UnixCalls.ResolveLinks("/no/such/folder"), Is.EqualTo("/no/such/folder"));
    }
}
