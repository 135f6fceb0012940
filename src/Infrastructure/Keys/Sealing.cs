using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sammenhaeng.Application.Keys;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>AES-256-GCM: one byte for the format, four for the key, a nonce of its own, the tag, the content.</summary>
internal sealed class Sealing(KeyRingFile file) : ISealing
{
    private const byte Format = 1;
    private const int NonceAt = 5;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int ContentAt = NonceAt + NonceLength + TagLength;

    public byte[] Seal(ReadOnlySpan<byte> content, string boundTo)
    {
        var ring = file.Current;
        var result = new byte[ContentAt + content.Length];
        result[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(result.AsSpan(1), ring.CurrentKey);
        var nonce = result.AsSpan(NonceAt, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(ring.Keys[ring.CurrentKey], TagLength);
        aes.Encrypt(
            nonce, content, result.AsSpan(ContentAt), result.AsSpan(NonceAt + NonceLength, TagLength), Bound(boundTo, ring.CurrentKey));
        return result;
    }

    public byte[] Open(ReadOnlySpan<byte> sealedContent, string boundTo)
    {
        if (sealedContent.Length < ContentAt || sealedContent[0] != Format)
        {
            throw new CryptographicException("That was not sealed here.");
        }
        var keyId = BinaryPrimitives.ReadInt32BigEndian(sealedContent[1..]);
        if (!file.Current.Keys.TryGetValue(keyId, out var key))
        {
            throw new CryptographicException($"The key ring has no key {keyId}.");
        }

        var content = new byte[sealedContent.Length - ContentAt];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedContent.Slice(NonceAt, NonceLength),
            sealedContent[ContentAt..],
            sealedContent.Slice(NonceAt + NonceLength, TagLength),
            content,
            Bound(boundTo, keyId));
        return content;
    }

    public byte[] Mark(ReadOnlySpan<byte> content, string purpose)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, file.Current.IndexKey);
        hmac.AppendData(Encoding.UTF8.GetBytes(purpose));
        hmac.AppendData([0]);
        hmac.AppendData(content);
        return hmac.GetHashAndReset();
    }

    private static byte[] Bound(string boundTo, int keyId) => Encoding.UTF8.GetBytes($"{boundTo}|{keyId}");
}
