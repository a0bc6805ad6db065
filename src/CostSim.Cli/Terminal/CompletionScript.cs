namespace CostSim.Cli.Terminal;

/// <summary>Completion scripts for shells. They contain all words, so that completing does not start the program.</summary>
internal static class CompletionScript
{
    public static string Bash => $$"""
        # Completion of costsim in bash: source <(costsim completion bash)
        _costsim() {
            local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words="" values=""
            if [ "$COMP_CWORD" -eq 1 ]; then
                COMPREPLY=($(compgen -W "{{Names}} --help --version" -- "$word"))
                return
            fi
            case "${COMP_WORDS[1]}" in
        {{Lines(Completion.Commands.Select(command => $"        {command.Name}) words=\"{Words(command)}\" ;;"))}}
            esac
            case "${COMP_WORDS[1]} $before" in
        {{Lines(Valued.Select(each => $"        {string.Join('|', each.Option.Flags.Select(flag => $"\"{each.Command} {flag}\""))}) values=\"{string.Join(' ', each.Option.Values)}\" ;;"))}}
            esac
            if [ -n "$values" ]; then
                COMPREPLY=($(compgen -W "$values" -- "$word"))
            else
                COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))
            fi
        }
        complete -o filenames -F _costsim costsim

        """;

    public static string Zsh => $$"""
        #compdef costsim
        # Completion of costsim in zsh: costsim completion zsh > "${fpath[1]}/_costsim"
        _costsim() {
            if (( CURRENT == 2 )); then
                local -a commands=(
        {{Lines(Completion.Commands.Select(command => $"            '{command.Name}:{Single(command.About)}'"))}}
                )
                _describe command commands
                return
            fi
            case "$words[2]" in
        {{Lines(Completion.Commands.Select(ZshCase))}}
            esac
        }
        compdef _costsim costsim

        """;

    public static string Fish => $$"""
        # Completion of costsim in fish: costsim completion fish > ~/.config/fish/completions/costsim.fish
        {{Lines(Completion.Commands.Select(command => $"complete -c costsim -n __fish_use_subcommand -a {command.Name} -d '{Single(command.About)}'"))}}
        {{Lines(Completion.Commands.Where(command => command.Words.Count > 0).Select(command => $"complete -c costsim -n '__fish_seen_subcommand_from {command.Name}' -a '{string.Join(' ', command.Words)}'"))}}
        {{Lines(Completion.Commands.SelectMany(command => command.Options.Select(option => FishLine(command, option))))}}

        """;

    public static string Pwsh => $$"""
        # Completion of costsim in PowerShell: costsim completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName costsim -ScriptBlock {
            param($word, $line, $position)
            $typed = @($line.CommandElements | ForEach-Object { "$_" } | Where-Object { $_ -ne $word })
            $words = @{
                '' = @({{Quoted(Completion.Commands.Select(command => command.Name))}})
        {{Lines(Completion.Commands.Select(command => $"        '{command.Name}' = @({Quoted(Words(command).Split(' '))})"))}}
            }
            $values = @{
        {{Lines(Valued.SelectMany(each => each.Option.Flags.Select(flag => $"        '{each.Command} {flag}' = @({Quoted(each.Option.Values)})")))}}
            }
            $command = if ($typed.Count -gt 1) { $typed[1] } else { '' }
            $found = $values["$command $($typed[-1])"]
            if (-not $found) { $found = $words[$command] }
            $found | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }

        """;

    private static string Names => string.Join(' ', Completion.Commands.Select(command => command.Name));

    /// <summary>The options of each command whose values are words.</summary>
    private static IEnumerable<(string Command, CompletedOption Option)> Valued =>
        Completion.Commands.SelectMany(
            command => command.Options.Where(option => option.Values.Count > 0).Select(option => (command.Name, option)));

    private static string Words(CompletedCommand command) =>
        string.Join(' ', command.Words.Concat(command.Options.SelectMany(option => option.Flags)));

    private static string ZshCase(CompletedCommand command)
    {
        var first = command.Words.Count > 0 ? $"'2:argument:({string.Join(' ', command.Words)})' " : "";
        return $"        {command.Name}) _arguments {first}{string.Join(' ', command.Options.Select(Zsh))} '*:file:_files' ;;";

        static string Zsh(CompletedOption option)
        {
            var value = !option.TakesValue ? "" : option.Values.Count > 0 ? $":value:({string.Join(' ', option.Values)})" : ":value:_files";
            var about = Single(option.About).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
            return string.Join(' ', option.Flags.Select(flag => $"'{flag}[{about}]{value}'"));
        }
    }

    private static string FishLine(CompletedCommand command, CompletedOption option)
    {
        var flags = string.Join(
            ' ', option.Flags.Select(flag => flag.StartsWith("--", StringComparison.Ordinal) ? $"-l {flag[2..]}" : $"-s {flag[1..]}"));
        var value = !option.TakesValue ? "" : option.Values.Count > 0 ? $" -x -a '{string.Join(' ', option.Values)}'" : " -r";
        return $"complete -c costsim -n '__fish_seen_subcommand_from {command.Name}' {flags}{value} -d '{Single(option.About)}'";
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));

    /// <summary>A text for single quotes, without single quotes in it.</summary>
    private static string Single(string text) => text.Replace("'", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal);
}
