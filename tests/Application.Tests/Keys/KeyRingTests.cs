using System.Security.Cryptography;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Keys;
using Xunit;

namespace Sammenhaeng.Application.Tests.Keys;

public sealed class KeyRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keys").FullName;

    private Sealing Sealing() => new(new KeyRingFile(Ring, createIfMissing: true));

    private string Ring => Path.Combine(_folder, "deep", "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_ring_is_made_only_where_that_is_allowed_and_read_by_its_owner_alone()
    {
        Assert.Throws<KeyRingException>(() => KeyRing.Open(Ring, createIfMissing: false));
        var made = KeyRing.Open(Ring, createIfMissing: true);
        Assert.Equal(made.IndexKey, KeyRing.Open(Ring, createIfMissing: false).IndexKey);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Ring));
        }
    }

    [Fact]
    public async Task Made_in_many_places_at_once_there_is_one_ring()
    {
        var rings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeyRing.Open(Ring, createIfMissing: true))));
        Assert.Single(rings.Select(ring => Convert.ToHexString(ring.IndexKey)).Distinct());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Ring)!));
    }

    [Fact]
    public void A_broken_ring_is_refused()
    {
        KeyRing.Open(Ring, createIfMissing: true);
        File.WriteAllText(Ring, "{}");
        Assert.Throws<KeyRingException>(() => KeyRing.Open(Ring, createIfMissing: true));
    }

    [Fact]
    public void A_sealed_value_opens_where_it_was_sealed_and_nowhere_else()
    {
        var sealing = Sealing();
        var content = sealing.Seal("indhold"u8, "table.column:1");
        Assert.Equal("indhold"u8, sealing.Open(content, "table.column:1"));
        Assert.NotEqual(content, sealing.Seal("indhold"u8, "table.column:1"));

        Assert.ThrowsAny<CryptographicException>(() => sealing.Open(content, "table.column:2"));
        for (var i = 0; i < content.Length; i++)
        {
            var changed = (byte[])content.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => sealing.Open(changed, "table.column:1"));
        }
        Assert.ThrowsAny<CryptographicException>(() => sealing.Open("short"u8, "table.column:1"));
    }

    [Fact]
    public void An_older_key_of_the_ring_still_opens_what_it_sealed()
    {
        var old = Sealing().Seal("indhold"u8, "x");
        new KeyRingFile(Ring, createIfMissing: false).Change(ring => ring.WithNewKey());
        Assert.Equal("indhold"u8, Sealing().Open(old, "x"));

        var taken = Sealing().Seal("indhold"u8, "x");
        new KeyRingFile(Ring, createIfMissing: false).Change(ring => ring.Without(1));
        Assert.Equal("indhold"u8, Sealing().Open(taken, "x"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing().Open(old, "x"));
    }

    [Fact]
    public void Whoever_is_running_takes_up_a_new_key_and_keeps_to_the_ring_of_the_municipality()
    {
        var running = Sealing();
        var index = running.Mark("mærke"u8, "test");
        new KeyRingFile(Ring, createIfMissing: false).Change(ring => ring.WithNewKey());
        Assert.Equal(2, running.Seal("indhold"u8, "x")[4]);
        Assert.Equal(index, running.Mark("mærke"u8, "test"));

        var ring = File.ReadAllBytes(Ring);
        File.Delete(Ring);
        Assert.Equal(2, running.Seal("indhold"u8, "x")[4]);
        KeyRing.Open(Ring, createIfMissing: true);
        Assert.Throws<KeyRingException>(() => running.Seal("indhold"u8, "x"));
        File.WriteAllBytes(Ring, ring);
        Assert.Equal(2, running.Seal("indhold"u8, "x")[4]);
    }

    [Fact]
    public async Task Keys_made_by_several_at_once_are_all_there()
    {
        Sealing();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new KeyRingFile(Ring, createIfMissing: false).Change(ring => ring.WithNewKey()))));
        Assert.Equal(Enumerable.Range(1, 9), KeyRing.Open(Ring, createIfMissing: false).Keys.Keys.Order());
    }

    [Fact]
    public void A_CPR_number_has_one_index_however_it_is_written_and_belongs_to_its_citizen()
    {
        var protection = new CprProtection(Sealing(), new KeyRingFile(Ring, createIfMissing: false), new MarkLayers());
        var citizen = CitizenId.New();
        var cpr = Cpr.Parse("010180-9901");
        Assert.Equal(protection.IndexOf(cpr), protection.IndexOf(Cpr.Parse("0101809901")));
        Assert.NotEqual(protection.IndexOf(cpr), protection.IndexOf(Cpr.Parse("0101809902")));

        var cipher = protection.Encrypt(cpr, citizen);
        Assert.Equal(cpr, protection.Decrypt(cipher, citizen));
        Assert.ThrowsAny<CryptographicException>(() => protection.Decrypt(cipher, CitizenId.New()));
    }
}
