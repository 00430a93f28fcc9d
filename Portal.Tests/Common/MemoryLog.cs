using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Portal.Tests;

/// <summary>Keeps every line of every category: message, values, scopes and exception as one text.</summary>
public sealed class MemoryLog : ILoggerProvider, ISupportExternalScope
{
    IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<(string Category, LogLevel Level, string Text)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    sealed class Logger(MemoryLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var all = new List<object?> { formatter(state, exception), exception };
            if (state is IEnumerable<KeyValuePair<string, object?>> values) all.AddRange(values.Select(v => v.Value));
            log.scopes.ForEachScope(
                static (scope, into) =>
                {
                    into.Add(scope);
                    if (scope is IEnumerable<KeyValuePair<string, object?>> named) into.AddRange(named.Select(v => v.Value));
                },
                all);
            log.Lines.Enqueue((category, logLevel, string.Join('\n', all)));
        }
    }
}
