namespace CtVlm.MLNet;

/// <summary>A class that is told by words alone.</summary>
public sealed class ZeroShotClass
{
    /// <summary>A class and what describes it.</summary>
    /// <param name="name">Its name: slot name of the score, key value of the predicted label.</param>
    /// <param name="prompts">One or more texts that describe it, whole sentences or, with templates, what goes into them; their vectors are averaged. None: the name.</param>
    /// <exception cref="ArgumentException">The name or a prompt is empty.</exception>
    public ZeroShotClass(string name, params IReadOnlyList<string> prompts)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(prompts);
        if (prompts.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException($"Class '{name}' has an empty prompt. Leave it out, or describe the class.", nameof(prompts));
        }

        Name = name;
        Prompts = prompts.Count == 0 ? [name] : [.. prompts];
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The texts that describe it, one or more.</summary>
    public IReadOnlyList<string> Prompts { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {string.Join(" | ", Prompts)}";
}
