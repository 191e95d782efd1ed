using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <summary>A regular expression from a file, against the names of modules.</summary>
/// <remarks>
/// Evaluated in time linear in the name where the expression allows it, else within a limit for all names together: no file makes a caller wait.
/// The syntax is that of .NET, which agrees with Python's on all but rare constructs.
/// </remarks>
internal sealed class NamePattern
{
    private const int MaximumLength = 8192;

    // Far more than a sound expression needs for every name of a model, on a busy machine too.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    private readonly string _where;
    private readonly Regex _regex;
    private long _spentTicks;

    private NamePattern(string where, string pattern)
    {
        _where = where;
        _regex = Create(where, pattern);
    }

    /// <summary>Matches a whole name.</summary>
    /// <param name="where">File and key, for messages.</param>
    /// <param name="pattern">The expression.</param>
    /// <exception cref="WeightsException">It is no expression.</exception>
    public static NamePattern Whole(string where, string pattern) => new(where, $@"\A(?:{pattern})\z");

    /// <summary>Matches a name, or the end of one after a dot.</summary>
    /// <param name="where">File and key, for messages.</param>
    /// <param name="pattern">The expression.</param>
    /// <exception cref="WeightsException">It is no expression.</exception>
    public static NamePattern Ending(string where, string pattern) => new(where, $@"\A(?:.*\.)?(?:{pattern})\z");

    /// <summary>Matches a name with a number after a part that fits.</summary>
    /// <param name="where">File and key, for messages.</param>
    /// <param name="pattern">The expression of the part before the number.</param>
    /// <exception cref="WeightsException">It is no expression.</exception>
    public static NamePattern Numbered(string where, string pattern) => new(where, $@"\A.*\.(?:{pattern})\.(?<number>\d+)\.");

    /// <summary>Whether a name fits.</summary>
    /// <exception cref="WeightsException">The expression takes too long.</exception>
    public bool Matches(string name) => Match(name).Success;

    /// <summary>The number in a name, null where the name does not fit.</summary>
    /// <exception cref="WeightsException">The expression takes too long.</exception>
    public string? FindNumber(string name) => Match(name) is { Success: true } match ? match.Groups["number"].Value : null;

    private static Regex Create(string where, string pattern)
    {
        if (pattern.Length > MaximumLength)
        {
            throw new WeightsException($"{where}: an expression of {pattern.Length:N0} characters, at most {MaximumLength:N0} expected.");
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // Looks around itself or refers back: only the other engine can.
            return new Regex(pattern, RegexOptions.CultureInvariant, s_limit);
        }
        catch (RegexParseException e)
        {
            throw new WeightsException($"{where}: not a regular expression: {e.Message}", e);
        }
    }

    private Match Match(string name)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            Match match = _regex.Match(name);
            CheckSpent(name, Stopwatch.GetElapsedTime(start));
            return match;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TooSlow(name, e);
        }
    }

    private void CheckSpent(string name, TimeSpan elapsed)
    {
        bool isLimited = _regex.MatchTimeout != Regex.InfiniteMatchTimeout;
        if (isLimited && Interlocked.Add(ref _spentTicks, elapsed.Ticks) > s_limit.Ticks)
        {
            throw TooSlow(name, null);
        }
    }

    private WeightsException TooSlow(string name, Exception? cause) =>
        new($"{_where}: the expression takes more than {s_limit.TotalSeconds} s, reached at '{name}'. Write a simpler one.", cause);
}
