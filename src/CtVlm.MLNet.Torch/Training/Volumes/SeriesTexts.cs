using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Gives the vectors of series' texts: through the tower where it trains, else of what was computed once.</summary>
internal sealed class SeriesTexts : IDisposable
{
    private readonly TextTower _tower;
    private readonly IReadOnlyList<string> _texts;
    private readonly Dictionary<string, int>? _places;
    private readonly Tensor? _held;

    private SeriesTexts(TextTower tower, IReadOnlyList<string> texts, Dictionary<string, int>? places, Tensor? held)
    {
        _tower = tower;
        _texts = texts;
        _places = places;
        _held = held;
    }

    /// <summary>Whether the texts were embedded once and for all.</summary>
    public bool AreHeld => _held is not null;

    /// <summary>Texts of series.</summary>
    /// <param name="tower">The tower; the caller's.</param>
    /// <param name="texts">The text of each series.</param>
    /// <param name="isFrozen">Whether nothing of the tower trains.</param>
    public static SeriesTexts Create(TextTower tower, IReadOnlyList<string> texts, bool isFrozen)
    {
        if (!isFrozen)
        {
            return new SeriesTexts(tower, texts, null, null);
        }

        using IDisposable mode = no_grad();
        string[] distinct = [.. texts.Distinct(StringComparer.Ordinal)];
        return new SeriesTexts(tower, texts, distinct.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal), tower.Encode(distinct).DetachFromDisposeScope());
    }

    /// <summary>Vectors of the texts of some series: (B, D), in the caller's dispose scope.</summary>
    public Tensor Read(IReadOnlyList<int> series)
    {
        if (_held is null)
        {
            return _tower.Encode([.. series.Select(s => _texts[s])]);
        }

        using Tensor places = tensor(series.Select(s => (long)_places![_texts[s]]).ToArray(), device: _held.device);
        return _held.index_select(0, places);
    }

    /// <inheritdoc/>
    public void Dispose() => _held?.Dispose();
}
