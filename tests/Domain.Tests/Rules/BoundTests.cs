using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

/// <summary>What one rule may find at most, and that it is known when there is more.</summary>
public sealed class BoundTests
{
    [Theory]
    [InlineData(Findings.MostOfOneRule, false)]
    [InlineData(Findings.MostOfOneRule + 1, true)]
    public void A_rule_is_cut_only_when_it_finds_more_than_is_kept(int overdue, bool cut)
    {
        var course = A.Course("2026-10-05");
        for (var i = 0; i < overdue; i++)
        {
            course.Agreement("E" + i, due: "2026-10-01");
        }

        Assert.Equal(Findings.MostOfOneRule, new ConflictEngine().Judge(course.Build(), out var rules).Count);
        Assert.Equal(cut ? ["agreement.overdue"] : [], rules);
    }

    /// <summary>A hash made anew in every process would let each keep others where there are more than are kept.</summary>
    [Fact]
    public void The_order_in_which_pairs_are_looked_for_is_the_same_in_every_process()
    {
        Assert.Equal(-2128831035, PairKeys.Hash(""));
        Assert.Equal(-468965076, PairKeys.Hash("a"));
    }

    [Fact]
    public void Keys_of_one_hash_are_found_whatever_stands_around_them()
    {
        long[] keys = [PairKeys.Of(3, int.MinValue), PairKeys.Of(0, -1), PairKeys.Of(2, -1), PairKeys.Of(1, 7), PairKeys.Of(int.MaxValue, 7)];

        Assert.Equal([0, 1, 3, 5], new[] { int.MinValue, -1, 7, 8 }.Select(hash => PairKeys.First(keys, hash)));
    }
}
