using System.Globalization;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>Compares rows, in the order of sealing, with what their seals keep of them.</summary>
internal sealed class RowCheck(Partitions partitions, IReadOnlyList<Seal> expiries, List<Finding> findings)
{
    /// <summary>Clocks are set, and a row takes its time a moment before its xid.</summary>
    private static readonly long Slack = (long)TimeSpan.FromMinutes(2).TotalMicroseconds;

    private readonly Dictionary<(long Cluster, Guid Id), (long Seal, long At)> _missing = [];
    private readonly List<(long Cluster, Guid Id, long? Seal, long At)> _strangers = [];
    private readonly Dictionary<long, Bounds> _bounds = [];
    private readonly long[] _expired = new long[expiries.Count];

    /// <summary>Since when a transaction with a later xid can have begun, as the seals of one cluster tell.</summary>
    private sealed class Bounds
    {
        public Queue<(ulong NextXid, long At)> Ahead { get; } = new();

        public long Since { get; set; } = long.MinValue;
    }

    public long Rows { get; private set; }

    public long Expired => _expired.Sum();

    /// <summary>After the rows under it: whoever begins a transaction later writes no earlier time.</summary>
    public void Passed(Seal seal)
    {
        if (!_bounds.TryGetValue(seal.ClusterEpoch, out var bounds))
        {
            _bounds[seal.ClusterEpoch] = bounds = new Bounds();
        }
        if (seal.NextXid != ulong.MaxValue)
        {
            bounds.Ahead.Enqueue((seal.NextXid, SealTime.Microseconds(seal.SealedAt)));
        }
    }

    /// <summary>The rows of one seal. Answers whether a row stands after them.</summary>
    public bool Compare(
        Seal seal, byte[] leaves, AccessLogRows rows, bool hasRow, CancellationToken cancellationToken)
    {
        var walk = new Walk(leaves);
        var sealedAt = SealTime.Microseconds(seal.SealedAt);
        while (hasRow && rows.Place <= seal.Through)
        {
            Compare(seal, walk, rows);
            CheckTime(seal.ClusterEpoch, seal.Number, rows, sealedAt);
            hasRow = rows.Read(cancellationToken);
        }
        foreach (var left in walk.Unseen())
        {
            Miss(seal, Leaves.IdOf(Leaves.Of(leaves, left)), Leaves.AtOf(Leaves.Of(leaves, left)));
        }
        return hasRow;
    }

    /// <summary>A row after the last seal of its cluster.</summary>
    public void Unsealed(long cluster, AccessLogRows rows, bool mayBe, long now)
    {
        Rows++;
        if (!mayBe)
        {
            _strangers.Add((cluster, rows.Id, null, rows.At));
            return;
        }
        CheckTime(cluster, null, rows, now);
        CheckPartition(null, rows);
    }

    /// <summary>A row that is gone from one place and came to another was changed; the others were deleted and inserted.</summary>
    public void End(bool isAll)
    {
        var missing = _missing.GroupBy(one => one.Key.Id).ToDictionary(group => group.Key, group => group.First());
        foreach (var (_, id, seal, _) in _strangers)
        {
            if (missing.Remove(id, out var gone))
            {
                _missing.Remove(gone.Key);
                findings.Add(new Finding(FindingKind.Changed, gone.Value.Seal, id, "its transaction or cluster was changed"));
            }
            else
            {
                findings.Add(new Finding(FindingKind.Inserted, seal, id, seal is null
                    ? "it bears a cluster that the log is not written in any more"
                    : "it came after that had been sealed"));
            }
        }
        findings.AddRange(_missing.Select(one => new Finding(FindingKind.Deleted, one.Value.Seal, one.Key.Id, string.Create(
            CultureInfo.InvariantCulture, $"written {SealTime.Text(SealTime.Of(one.Value.At))}, and gone"))));
        for (var number = 0; isAll && number < expiries.Count; number++)
        {
            if (_expired[number] != expiries[number].Entries)
            {
                findings.Add(new Finding(FindingKind.Deleted, expiries[number].Number, null, string.Create(
                    CultureInfo.InvariantCulture, $"{expiries[number].Entries} rows had expired by policy, and {_expired[number]} are gone")));
            }
        }
    }

    private void Compare(Seal seal, Walk walk, AccessLogRows rows)
    {
        Rows++;
        CheckPartition(seal.Number, rows);
        if (!walk.Find(rows.Id, out var leaf))
        {
            _strangers.Add((seal.ClusterEpoch, rows.Id, seal.Number, rows.At));
            return;
        }
        Span<byte> hash = stackalloc byte[MerkleTree.HashLength];
        MerkleTree.HashLeaf(rows.ContentAfterRoom, hash);
        if (hash.SequenceEqual(Leaves.HashOf(leaf)))
        {
            return;
        }
        var at = Leaves.AtOf(leaf);
        findings.Add(at == rows.At
            ? new Finding(FindingKind.Changed, seal.Number, rows.Id, "its content is not what was sealed")
            : new Finding(FindingKind.Time, seal.Number, rows.Id, string.Create(
                CultureInfo.InvariantCulture, $"written {SealTime.Text(SealTime.Of(at))}, and says {SealTime.Text(SealTime.Of(rows.At))}")));
    }

    private void CheckPartition(long? seal, AccessLogRows rows)
    {
        if (!partitions.Holds(rows.Partition, rows.At))
        {
            findings.Add(new Finding(FindingKind.Partition, seal, rows.Id, "it lies in a partition of another time"));
        }
    }

    private void CheckTime(long cluster, long? seal, AccessLogRows rows, long latest)
    {
        var since = long.MinValue;
        if (_bounds.TryGetValue(cluster, out var bounds))
        {
            while (bounds.Ahead.TryPeek(out var next) && next.NextXid <= rows.Xid)
            {
                bounds.Since = Math.Max(bounds.Since, bounds.Ahead.Dequeue().At);
            }
            since = bounds.Since;
        }
        if (rows.At > latest + Slack || (since != long.MinValue && rows.At < since - Slack))
        {
            findings.Add(new Finding(FindingKind.Time, seal, rows.Id, string.Create(
                CultureInfo.InvariantCulture, $"it says {SealTime.Text(SealTime.Of(rows.At))}, when its transaction cannot have been")));
        }
    }

    private void Miss(Seal seal, Guid id, long at)
    {
        for (var number = 0; number < expiries.Count; number++)
        {
            if (SealTime.Microseconds(expiries[number].FirstAt) <= at && at < SealTime.Microseconds(expiries[number].LastAt))
            {
                _expired[number]++;
                return;
            }
        }
        _missing[(seal.ClusterEpoch, id)] = (seal.Number, at);
    }

    /// <summary>The leaves of a seal, found by id: almost always the next one.</summary>
    private sealed class Walk(byte[] leaves)
    {
        private readonly bool[] _seen = new bool[leaves.Length / Leaves.Length];
        private Dictionary<Guid, int>? _byId;
        private int _next;

        public bool Find(Guid id, out ReadOnlySpan<byte> leaf)
        {
            var number = _next;
            if (number >= _seen.Length || _seen[number] || Leaves.IdOf(Leaves.Of(leaves, number)) != id)
            {
                _byId ??= ById();
                if (!_byId.TryGetValue(id, out number) || _seen[number])
                {
                    leaf = default;
                    return false;
                }
            }
            _seen[number] = true;
            _next = number + 1;
            leaf = Leaves.Of(leaves, number);
            return true;
        }

        public IEnumerable<int> Unseen() => Enumerable.Range(0, _seen.Length).Where(number => !_seen[number]);

        private Dictionary<Guid, int> ById()
        {
            var byId = new Dictionary<Guid, int>(_seen.Length);
            for (var number = 0; number < _seen.Length; number++)
            {
                byId.TryAdd(Leaves.IdOf(Leaves.Of(leaves, number)), number);
            }
            return byId;
        }
    }
}
