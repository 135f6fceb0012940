using Sammenhaeng.Domain.Citizens;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

public sealed class CprTests
{
    [Fact]
    public void With_or_without_hyphen_it_is_one_number()
    {
        Assert.Equal(Cpr.Parse("1403849902"), Cpr.Parse("140384-9902"));
        Assert.Equal("1403849902", Cpr.Parse("140384-9902").Digits);
    }

    [Theory]
    [InlineData("0101009900", 2000)]
    [InlineData("0101369900", 2036)]
    [InlineData("0101379900", 1937)]
    [InlineData("0101364999", 2036)]
    [InlineData("0101374999", 1937)]
    [InlineData("0101003999", 1900)]
    [InlineData("0101990999", 1999)]
    [InlineData("0101575999", 2057)]
    [InlineData("0101585999", 1858)]
    [InlineData("0101998999", 1899)]
    public void The_seventh_digit_tells_the_century(string number, int year) =>
        Assert.Equal(new DateOnly(year, 1, 1), Cpr.Parse(number).BirthDate);

    [Theory]
    [InlineData("2902009902", true)]
    [InlineData("2902000999", false)]
    [InlineData("2902019902", false)]
    [InlineData("290200AB99", true)]
    [InlineData("8902009902", true)]
    [InlineData("8902019902", false)]
    [InlineData("3104849902", false)]
    [InlineData("3105849902", true)]
    [InlineData("9105849902", true)]
    [InlineData("9205849902", false)]
    [InlineData("6005849902", false)]
    [InlineData("6105849902", true)]
    [InlineData("0005849902", false)]
    [InlineData("3100849902", false)]
    [InlineData("14038499", false)]
    [InlineData("140384--9902", false)]
    [InlineData("140384-990", false)]
    [InlineData("14038A9902", false)]
    [InlineData("140384æ902", false)]
    [InlineData("140384٣902", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_date_part_must_be_a_day_that_there_was(string? number, bool good) =>
        Assert.Equal(good, Cpr.TryParse(number, out _));

    [Fact]
    public void Replacement_numbers_say_nothing_of_the_birth_date()
    {
        Assert.True(Cpr.Parse("7403849902").IsReplacement);
        Assert.True(Cpr.Parse("140384AB99").IsReplacement);
        Assert.True(Cpr.Parse("140384AB99").AgreesWith(new DateOnly(2001, 1, 1)));
        Assert.Null(Cpr.Parse("7403849902").BirthDate);
        Assert.False(Cpr.Parse("1403849902").IsReplacement);
        Assert.False(Cpr.Parse("1403849902").AgreesWith(new DateOnly(1984, 3, 15)));
    }

    [Fact]
    public void The_number_is_in_nothing_that_is_printed()
    {
        var cpr = Cpr.Parse("1403849902");

        Assert.Equal("140384-••••", cpr.Masked);
        Assert.DoesNotContain("9902", cpr.ToString() + $"{cpr}" + new { Cpr = cpr } + (Cpr?)cpr, StringComparison.Ordinal);
        Assert.DoesNotContain("14038", cpr.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("99", Assert.Throws<FormatException>(() => Cpr.Parse("1413849902")).Message, StringComparison.Ordinal);
    }
}
