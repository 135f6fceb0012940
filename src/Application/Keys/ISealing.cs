namespace Sammenhaeng.Application.Keys;

/// <summary>Seals bytes with the key ring, which lies outside the database. Safe for use by many threads.</summary>
public interface ISealing
{
    /// <param name="content">What nobody may read in the database.</param>
    /// <param name="boundTo">Where it stands, as <c>table.column:row</c>: moved elsewhere, it cannot be opened.</param>
    byte[] Seal(ReadOnlySpan<byte> content, string boundTo);

    /// <exception cref="System.Security.Cryptography.CryptographicException">Changed, moved, or sealed with another ring.</exception>
    byte[] Open(ReadOnlySpan<byte> sealedContent, string boundTo);

    /// <summary>The same 32 bytes for the same content and purpose, and of no use without the key: an index to find it by.</summary>
    byte[] Mark(ReadOnlySpan<byte> content, string purpose);
}
