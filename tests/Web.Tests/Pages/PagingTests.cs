using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Web.Pages.Shared;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class PagingTests
{
    [Theory]
    [InlineData(1, 0, false, "0-0 of 1: 1")]
    [InlineData(1, 50, false, "1-50 of 1: 1")]
    [InlineData(2, 51, false, "51-51 of 2: 1 2")]
    [InlineData(5, 480, false, "201-250 of 10: 1 … 3 4 5 6 7 … 10")]
    // Counted to a thousand there are twenty pages, and one more is known of.
    [InlineData(1, 1000, true, "1-50 of 21: 1 2 3 … 21")]
    [InlineData(20, 1000, true, "951-1000 of 21: 1 … 18 19 20 21")]
    [InlineData(21, 1050, true, "1001-1050 of 22: 1 … 19 20 21 22")]
    public void Pages_are_of_fifty_and_one_after_what_is_counted_can_be_reached(int page, int counted, bool isMore, string expected)
    {
        var paging = new Paging(page, Paging.DefaultSize, new ListTotal(counted, isMore), number => $"?side={number}");

        Assert.Equal(expected, $"{paging.First}-{paging.Last} of {paging.Pages}: {string.Join(' ', paging.Numbers().Select(number => number?.ToString() ?? "…"))}");
    }

    [Theory]
    [InlineData(0, 1, 0, false)]
    [InlineData(1000, 1, 1000, false)]
    [InlineData(1001, 1, 1000, true)]
    [InlineData(1050, 21, 1050, false)]
    [InlineData(1051, 21, 1050, true)]
    public void A_list_is_counted_to_its_bound_or_to_the_end_of_the_page(int counted, int page, int number, bool isMore)
    {
        Assert.InRange(counted, 0, ListTotal.LimitFor(page, 50));
        Assert.Equal(new ListTotal(number, isMore), ListTotal.Of(counted, page, 50));
    }
}
