namespace Sammenhaeng.Testing;

/// <summary>A database whose key ring no other test shares.</summary>
public sealed class OwnKeys : Database
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sammenhaeng-keys-").FullName;

    public string RingPath => KeyRingPath;

    protected override string KeyRingPath
    {
        get
        {
            var ring = Path.Combine(_folder, "keys.json");
            if (!File.Exists(ring))
            {
                File.Copy(base.KeyRingPath, ring);
            }
            return ring;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
