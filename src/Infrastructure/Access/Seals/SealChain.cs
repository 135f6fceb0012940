using System.Globalization;
using Sammenhaeng.Infrastructure.Keys;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>
/// Whether the seals are those that were made: each follows the one before, is signed with a key of ours, begins where the one before it
/// ended, and stands in the anchor. That a number is missing is no evidence by itself; that a seal names another predecessor is.
/// </summary>
internal sealed class SealChain(SealKeys keys, IEnumerator<Anchor.Line>? anchor, List<Finding> findings)
{
    private readonly Dictionary<long, Place> _through = [];
    private Seal? _last;
    private bool _lastIsChecked;
    private bool _anchorIsRead = anchor is null;

    public long Count { get; private set; }

    public Seal? Last => _last;

    /// <summary>The last seal that the anchor has.</summary>
    public long AnchoredThrough { get; private set; }

    /// <summary>Up to where the rows of each cluster have been sealed.</summary>
    public IReadOnlyDictionary<long, Place> Through => _through;

    /// <param name="checksSignature">Left out only for seals outside of the time asked for: a later seal vouches for them by its predecessor.</param>
    public void Add(Seal seal, byte[]? leaves, bool checksSignature)
    {
        Count++;
        if (_last is null ? !seal.Previous.AsSpan().SequenceEqual(Seal.NothingBefore) : !seal.Previous.AsSpan().SequenceEqual(_last.Hash()))
        {
            Tell(FindingKind.Chain, seal, _last is null
                ? "it is the first here and names one before it"
                : string.Create(CultureInfo.InvariantCulture, $"it does not follow seal {_last.Number} as that is now"));
        }
        if (checksSignature)
        {
            CheckSignature(seal);
        }
        if (seal.Kind == SealKind.Entries)
        {
            CheckPlace(seal);
            CheckLeaves(seal, leaves);
        }
        CompareWithAnchor(seal);
        (_last, _lastIsChecked) = (seal, checksSignature);
    }

    /// <summary>The last signature vouches for the whole chain; what the anchor has beyond it was cut off.</summary>
    public void End()
    {
        if (_last is not null && !_lastIsChecked)
        {
            CheckSignature(_last);
        }
        if (_anchorIsRead || anchor is null)
        {
            return;
        }
        var lost = anchor.Current.Number;
        var upTo = lost;
        while (anchor.MoveNext())
        {
            upTo = anchor.Current.Number;
        }
        if (upTo > (_last?.Number ?? 0))
        {
            findings.Add(new Finding(FindingKind.Anchor, lost, null, string.Create(
                CultureInfo.InvariantCulture, $"the anchor has seals up to {upTo}, the log up to {_last?.Number ?? 0}: its end was cut off")));
        }
    }

    public void Start() => _anchorIsRead = anchor is null || !anchor.MoveNext();

    private void CheckSignature(Seal seal)
    {
        if (keys.Verifies(seal.KeyId, seal.Hash(), seal.Signature) is not { } holds)
        {
            Tell(FindingKind.Signature, seal, $"it was sealed with key {seal.KeyId}, which is not one of ours");
        }
        else if (!holds)
        {
            Tell(FindingKind.Signature, seal, "its signature is not over what it says");
        }
    }

    private void CheckPlace(Seal seal)
    {
        if (seal.After != _through.GetValueOrDefault(seal.ClusterEpoch, Place.Beginning) || seal.Through <= seal.After)
        {
            Tell(FindingKind.Chain, seal, "it does not begin where the rows were sealed up to");
        }
        _through[seal.ClusterEpoch] = seal.Through;
    }

    private void CheckLeaves(Seal seal, byte[]? leaves)
    {
        if (leaves is null)
        {
            return;
        }
        if (leaves.Length != seal.Entries * Leaves.Length
            || !Leaves.ListHash(leaves).AsSpan().SequenceEqual(seal.LeavesHash)
            || !MerkleTree.Root(Leaves.HashesOf(leaves)).AsSpan().SequenceEqual(seal.Root))
        {
            Tell(FindingKind.Chain, seal, "its list of rows is not the one that was signed");
        }
    }

    private void CompareWithAnchor(Seal seal)
    {
        while (!_anchorIsRead && anchor!.Current.Number < seal.Number)
        {
            findings.Add(new Finding(FindingKind.Anchor, anchor.Current.Number, null, "the anchor has it, the log does not"));
            _anchorIsRead = !anchor.MoveNext();
        }
        if (!_anchorIsRead && anchor!.Current.Number == seal.Number)
        {
            AnchoredThrough = seal.Number;
            if (!anchor.Current.Hash.AsSpan().SequenceEqual(seal.Hash()))
            {
                Tell(FindingKind.Anchor, seal, "the anchor has another seal of that number");
            }
            _anchorIsRead = !anchor.MoveNext();
        }
    }

    private void Tell(FindingKind kind, Seal seal, string text) => findings.Add(new Finding(kind, seal.Number, null, text));
}
