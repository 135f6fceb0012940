using System.Security.Cryptography;

namespace Sammenhaeng.Domain.LogControl;

/// <summary>How much of each part is drawn in a night: a share of the visits of the day, and never fewer than so many while there are any.</summary>
public static class SampleSize
{
    public const double Unexplained = 0.05, Explained = 0.005;
    public const int FewestUnexplained = 10, FewestExplained = 5;

    /// <summary>Days that a visit can still be drawn, so that nobody knows on the day after that it will not be asked about.</summary>
    public const int Days = 14;

    /// <param name="ground">Alerts and emergency access are all drawn.</param>
    /// <param name="ofTheDay">Visits of the day.</param>
    /// <param name="candidates">Visits that can be drawn.</param>
    public static int Of(SampleGround ground, int ofTheDay, int candidates) => ground switch
    {
        SampleGround.Alert => candidates,
        SampleGround.Unexplained => Math.Min(candidates, Math.Max(FewestUnexplained, (int)Math.Ceiling(Unexplained * ofTheDay))),
        _ => Math.Min(candidates, Math.Max(FewestExplained, (int)Math.Ceiling(Explained * ofTheDay))),
    };
}

/// <summary>
/// Draws by a seed that nobody knows before the draw and everybody may know after it: with it anybody can see that those were drawn who
/// had to be. Each candidate has a number, HMAC-SHA256 of its id under the seed, and the lowest numbers are drawn.
/// </summary>
public static class SampleDraw
{
    public const int SeedBytes = 32;

    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(SeedBytes);

    /// <param name="seed">Of <see cref="SeedBytes"/> bytes.</param>
    /// <param name="candidates">In any order.</param>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<Guid> Draw(byte[] seed, IEnumerable<Guid> candidates, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedBytes);
        return [.. candidates.Select(id => (Number: NumberOf(seed, id), Id: id)).OrderBy(one => one.Number, StringComparer.Ordinal).Take(count).Select(one => one.Id)];
    }

    private static string NumberOf(byte[] seed, Guid id) =>
        Convert.ToHexString(HMACSHA256.HashData(seed, id.ToByteArray(bigEndian: true)));
}
