using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Common.Notices;

namespace Portal.Tests.Common.Notices;

/// <summary>A small real SMTP server on a free port. The recipient's name says how it behaves: <c>later2.x@</c> is refused twice for now, <c>never@</c> for good, <c>hang@</c> gets no answer, <c>drop@</c> loses the connection, <c>slow@</c> is answered once the test says so.</summary>
sealed class TestMailServer : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopped = new();
    readonly ConcurrentDictionary<string, int> tries = new();
    readonly Task running;

    public TestMailServer()
    {
        listener.Start();
        running = RunAsync();
    }

    readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets those go on that wait at <c>slow@</c>.</summary>
    public void AnswerSlow() => answered.TrySetResult();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What was taken, with the recipient of the envelope and the raw text.</summary>
    public ConcurrentQueue<(string Recipient, string Raw, MailFile Mail)> Taken { get; } = new();

    public int TriesOf(string recipient) => tries.GetValueOrDefault(recipient);

    public IReadOnlyList<MailFile> For(string recipient) => [.. Taken.Where(t => t.Recipient == recipient).Select(t => t.Mail)];

    async Task RunAsync()
    {
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stopped.Token);
                _ = Task.Run(() => TalkAsync(client));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            var recipient = "";
            while (await reader.ReadLineAsync(stopped.Token) is { } line)
            {
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await writer.WriteLineAsync("250 test");
                        break;
                    case "RCPT":
                        recipient = line.Split('<', '>')[1];
                        if (await RefusedAsync(recipient, writer)) return;
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        var text = new StringBuilder();
                        while (await reader.ReadLineAsync(stopped.Token) is { } data && data != ".") text.Append(data.StartsWith('.') ? data[1..] : data).Append("\r\n");
                        Taken.Enqueue((recipient, text.ToString(), MailFile.Read("", text.ToString())));
                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 bye");
                        return;
                    default:
                        await writer.WriteLineAsync("250 ok");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The portal hung up, or the test is over.
        }
    }

    /// <returns>True when the connection is over.</returns>
    async Task<bool> RefusedAsync(string recipient, StreamWriter writer)
    {
        var seen = tries.AddOrUpdate(recipient, 1, (_, n) => n + 1);
        var name = recipient.Split('.', '@')[0];
        if (name == "drop") return true;
        if (name == "slow") await answered.Task.WaitAsync(stopped.Token);
        if (name == "hang")
        {
            await Task.Delay(Timeout.Infinite, stopped.Token);
            return true;
        }

        var later = name.StartsWith("later", StringComparison.Ordinal) && seen <= int.Parse(name[5..], System.Globalization.CultureInfo.InvariantCulture);
        await writer.WriteLineAsync(name == "never" ? $"550 5.1.1 <{recipient}>: no such mailbox" : later ? $"451 4.7.1 <{recipient}>: come back later" : "250 ok");
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await running;
        stopped.Dispose();
    }
}
