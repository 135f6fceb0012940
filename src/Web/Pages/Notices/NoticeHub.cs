using System.Threading.Channels;
using Sammenhaeng.Application.Notices;

namespace Sammenhaeng.Web.Pages.Notices;

/// <summary>
/// Asks once a second, for all pages that are open at this process, how much is unread: one question and no connection to the database per
/// page. The workers may be other processes, so what happened here alone would not do. A session that has ended loses its places.
/// </summary>
internal sealed class NoticeHub(INoticeCounts counts, ILogger<NoticeHub> log) : BackgroundService
{
    /// <summary>A page that nobody looks at gives its place up.</summary>
    public const int MostPerPerson = 6;

    public const int Most = 5_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HashSet<Place> _places = [];
    private readonly SemaphoreSlim _entered = new(0);

    /// <summary>Null where there are too many already.</summary>
    public Place? Enter(Guid user, Guid session)
    {
        lock (_places)
        {
            if (_places.Count >= Most || _places.Count(place => place.User == user) >= MostPerPerson)
            {
                return null;
            }
            var entered = new Place(this, user, session);
            _places.Add(entered);
            if (_places.Count == 1)
            {
                _entered.Release();
            }
            return entered;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                if (Taken().Count == 0)
                {
                    await _entered.WaitAsync(stoppingToken);
                }
                await LookAsync(stoppingToken);
                await Task.Delay(Pause, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
        Taken().ForEach(place => place.Close());
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var places = Taken();
        IReadOnlyDictionary<Guid, UnreadNotices> open;
        try
        {
            open = await counts.ReadAsync([.. places.Select(place => place.Session).Distinct()], cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whose session has ended cannot be told: nobody stays. Browsers come back by themselves.
            log.LogWarning("What is unread could not be read ({Reason}), and the pages were let go", failure.GetType().Name);
            open = new Dictionary<Guid, UnreadNotices>();
        }
        foreach (var place in places)
        {
            if (open.TryGetValue(place.Session, out var unread))
            {
                place.Tell(unread);
            }
            else
            {
                place.Close();
            }
        }
    }

    private List<Place> Taken()
    {
        lock (_places)
        {
            return [.. _places];
        }
    }

    private void Leave(Place place)
    {
        lock (_places)
        {
            _places.Remove(place);
        }
    }

    /// <summary>One page that is open. It hears of what has changed since it last heard.</summary>
    internal sealed class Place(NoticeHub hub, Guid user, Guid session) : IDisposable
    {
        private readonly Channel<UnreadNotices> _news = Channel.CreateBounded<UnreadNotices>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        private UnreadNotices? _told;

        public Guid User => user;

        public Guid Session => session;

        public ChannelReader<UnreadNotices> News => _news.Reader;

        public void Tell(UnreadNotices unread)
        {
            if (unread != _told && _news.Writer.TryWrite(unread))
            {
                _told = unread;
            }
        }

        public void Close() => _news.Writer.TryComplete();

        public void Dispose()
        {
            Close();
            hub.Leave(this);
        }
    }
}
