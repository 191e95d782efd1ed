namespace CtVlm.MLNet;

/// <summary>Which candidates are relevant to a query, and which it does not see.</summary>
internal sealed class RelevantCandidates
{
    private readonly IReadOnlyList<RetrievalRow> _rows;
    private readonly RetrievalExclusion _exclusion;
    private readonly bool _isByKey;
    private readonly int[] _ownCandidate;
    private readonly ILookup<int, int> _byKey;
    private readonly ILookup<int, int> _byPatient;
    private readonly int[] _queryGroups;
    private readonly int[] _candidateGroups;
    private readonly ILookup<int, int> _byQueryGroup;
    private readonly ILookup<int, int> _byCandidateGroup;

    /// <summary>Gathers rows by what they share.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="candidates">The rows that are candidates; a candidate is told by its position here.</param>
    /// <param name="isByKey">Whether the relevance key says what is relevant.</param>
    /// <param name="options">The settings.</param>
    public RelevantCandidates(IReadOnlyList<RetrievalRow> rows, IReadOnlyList<int> candidates, bool isByKey, RetrievalOptions options)
    {
        _rows = rows;
        _isByKey = isByKey;
        _exclusion = options.Exclusion;
        _ownCandidate = [.. Enumerable.Repeat(-1, rows.Count)];
        foreach ((int position, int row) in candidates.Index())
        {
            _ownCandidate[row] = position;
        }

        bool sharesDuplicates = !isByKey && options.DuplicatesAreRelevant;
        _queryGroups = sharesDuplicates ? VectorGroups.Number(rows.Select(r => r.Query)) : [];
        _candidateGroups = sharesDuplicates ? VectorGroups.Number(rows.Select(r => r.Candidate)) : [];
        _byKey = Gather(candidates, row => isByKey ? rows[row].Key : -1);
        _byPatient = Gather(candidates, row => rows[row].Patient);
        _byQueryGroup = Gather(candidates, row => sharesDuplicates ? _queryGroups[row] : -1);
        _byCandidateGroup = Gather(candidates, row => sharesDuplicates ? _candidateGroups[row] : -1);
    }

    /// <summary>The relevant candidates that the query of a row sees, rising.</summary>
    public int[] Of(int row)
    {
        IEnumerable<int> relevant = _isByKey ? _byKey[_rows[row].Key] : OwnAndDuplicates(row);
        return [.. relevant.Except(Hidden(row)).Distinct().Order()];
    }

    /// <summary>The candidates that the query of a row does not see.</summary>
    public IReadOnlyCollection<int> Hidden(int row) => _exclusion switch
    {
        RetrievalExclusion.OwnRow when _ownCandidate[row] >= 0 => [_ownCandidate[row]],
        RetrievalExclusion.OwnPatient => [.. _byPatient[_rows[row].Patient]],
        _ => [],
    };

    private IEnumerable<int> OwnAndDuplicates(int row)
    {
        if (_ownCandidate[row] >= 0)
        {
            yield return _ownCandidate[row];
        }

        if (_queryGroups.Length == 0)
        {
            yield break;
        }

        IEnumerable<int> sameFound = _candidateGroups[row] < 0 ? [] : _byCandidateGroup[_candidateGroups[row]];
        foreach (int candidate in _byQueryGroup[_queryGroups[row]].Concat(sameFound))
        {
            yield return candidate;
        }
    }

    private static ILookup<int, int> Gather(IReadOnlyList<int> candidates, Func<int, int> shared) =>
        candidates.Index().Select(c => (Shared: shared(c.Item), c.Index)).Where(c => c.Shared >= 0).ToLookup(c => c.Shared, c => c.Index);
}
