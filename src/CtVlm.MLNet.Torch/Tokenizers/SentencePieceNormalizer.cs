using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>What happens to a text before it is segmented: characters are replaced, spaces collapsed and marked.</summary>
/// <remarks><b>Source:</b> google/sentencepiece, src/normalizer.cc (Apache-2.0).</remarks>
internal sealed class SentencePieceNormalizer(SentencePieceModel model, PieceTrie userDefined)
{
    private readonly CharacterMap _map = new(model.CharacterMap.Span);

    /// <summary>Normalizes a text; empty where nothing is left of it.</summary>
    public string Normalize(string text)
    {
        StringBuilder result = new(text.Length + 1), next = new();
        bool isStart = true, afterSpace = model.CollapsesSpaces;
        for (int at = 0; at < text.Length;)
        {
            next.Clear();
            at += AppendFirst(text.AsSpan(at), next);
            int skipped = afterSpace ? CountSpaces(next) : 0;
            if (skipped == next.Length && next.Length > 0)
            {
                continue;
            }

            if (isStart && model.AddsPrefix)
            {
                result.Append(SentencePieceModel.Space);
            }

            isStart = false;
            AppendMarked(next, skipped, result);
            afterSpace = model.CollapsesSpaces && (next.Length > 0 ? next[^1] == ' ' : afterSpace);
        }

        return TrimEnd(result);
    }

    // A piece that its user defined stays as it is written.
    private int AppendFirst(ReadOnlySpan<char> text, StringBuilder next)
    {
        int length = userDefined.IsEmpty ? 0 : userDefined.FindLongest(text);
        if (length == 0)
        {
            return _map.AppendFirst(text, next);
        }

        next.Append(text[..length]);
        return length;
    }

    private static int CountSpaces(StringBuilder text)
    {
        int count = 0;
        while (count < text.Length && text[count] == ' ')
        {
            count++;
        }

        return count;
    }

    private static void AppendMarked(StringBuilder text, int start, StringBuilder result)
    {
        for (int i = start; i < text.Length; i++)
        {
            result.Append(text[i] == ' ' ? SentencePieceModel.Space : text[i]);
        }
    }

    private string TrimEnd(StringBuilder result)
    {
        int length = result.Length;
        while (model.CollapsesSpaces && length > 0 && result[length - 1] == SentencePieceModel.Space)
        {
            length--;
        }

        return result.ToString(0, length);
    }
}
