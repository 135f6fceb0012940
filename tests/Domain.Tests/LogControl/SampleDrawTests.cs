using System.Security.Cryptography;
using Sammenhaeng.Domain.LogControl;
using Xunit;

namespace Sammenhaeng.Domain.Tests.LogControl;

public sealed class SampleDrawTests
{
    private static readonly List<Guid> Hundred = [.. Enumerable.Range(1, 100).Select(number => new Guid(number, 0, 0, new byte[8]))];

    [Fact]
    public void Ten_thousand_draws_favour_nobody()
    {
        var drawn = Hundred.ToDictionary(id => id, _ => 0);
        const int Draws = 10_000, Each = 10;
        for (var i = 0; i < Draws; i++)
        {
            foreach (var id in SampleDraw.Draw(SHA256.HashData(BitConverter.GetBytes(i)), Hundred, Each))
            {
                drawn[id]++;
            }
        }
        // Each draw takes exactly ten of a hundred, so the counts vary less than of independent throws: by (1 - 10/100).
        const double Expected = Draws * Each / 100.0;
        var chiSquare = drawn.Values.Sum(count => (count - Expected) * (count - Expected) / Expected) / (1 - (Each / 100.0));

        // 99 degrees of freedom: above 134.6 in one of a hundred fair runs (p 0.01). The seeds are told, so that it is the same run each time.
        Assert.True(chiSquare < 134.6, $"chi-square {chiSquare:F1}");
    }

    [Fact]
    public void Whoever_has_the_seed_draws_the_same_in_whatever_order_the_candidates_come()
    {
        var seed = SampleDraw.NewSeed();

        Assert.Equal(SampleDraw.Draw(seed, Hundred, 10), SampleDraw.Draw(seed, Hundred.AsEnumerable().Reverse(), 10));
        Assert.NotEqual(SampleDraw.Draw(seed, Hundred, 10), SampleDraw.Draw(SampleDraw.NewSeed(), Hundred, 10));
    }

    [Theory]
    [InlineData(SampleGround.Alert, 1, 7, 7)]
    [InlineData(SampleGround.Unexplained, 0, 9, 9)]
    [InlineData(SampleGround.Unexplained, 200, 500, 10)]
    [InlineData(SampleGround.Unexplained, 201, 500, 11)]
    [InlineData(SampleGround.Explained, 0, 500, 5)]
    [InlineData(SampleGround.Explained, 1001, 5000, 6)]
    [InlineData(SampleGround.Explained, 1001, 0, 0)]
    public void As_much_is_drawn_as_the_day_asks_for(SampleGround ground, int ofTheDay, int candidates, int drawn) =>
        Assert.Equal(drawn, SampleSize.Of(ground, ofTheDay, candidates));
}
