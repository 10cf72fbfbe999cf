"""Aider's screens, drawn by the libraries that aider draws with (rich and prompt_toolkit,
python3-rich and python3-prompt-toolkit of Debian), for programs that cannot be installed here.
What is said, in what order and in which style follows aider's sources and public reports, which
each screen names; prose, paths and numbers are our own. `stages.py` plays and captures them."""
import io, sys, time
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.shortcuts import CompleteStyle, PromptSession
from prompt_toolkit.styles import Style
from prompt_toolkit.completion import WordCompleter
from pygments.lexers import MarkdownLexer
from rich.columns import Columns
from rich.console import Console
from rich.live import Live
from rich.markdown import Markdown
from rich.style import Style as RichStyle
from rich.text import Text

SLASH = ["/add", "/architect", "/ask", "/chat-mode", "/clear", "/code", "/commit", "/context", "/copy", "/copy-context", "/diff", "/drop", "/edit", "/editor", "/exit", "/git", "/help", "/lint", "/load", "/ls", "/map", "/model", "/models", "/multiline-mode", "/paste", "/quit", "/read-only", "/reasoning-effort", "/reset", "/run", "/save", "/settings", "/test", "/think-tokens", "/tokens", "/undo", "/voice", "/weak-model", "/web"]

class Stage:
    def __init__(self, user="#00cc00", error="#FF2222", warning="#FFA500", answer="#0088ff", pretty=True):
        self.user, self.error, self.warning, self.answer, self.pretty = user, error, warning, answer, pretty
        self.console = Console()
        self.session = PromptSession(lexer=PygmentsLexer(MarkdownLexer))
        self.style = Style.from_dict({"": user, "pygments.literal.string": f"bold italic {user}"} if pretty else {})
    def out(self, *lines, bold=False):
        for l in lines: self.console.print(Text(l), style=RichStyle(reverse=bold))
    def warn(self, *lines):
        for l in lines: self.console.print(Text(l), style=self.warning)
    def err(self, *lines):
        for l in lines: self.console.print(Text(l), style=self.error)
    def rule(self):
        if self.pretty: self.console.rule(style=self.user)
        else: print()
    def files(self, *names, readonly=()):
        s = io.StringIO(); c = Console(file=s, force_terminal=False, width=self.console.width)
        if readonly: c.print(Columns(["Readonly:", *readonly]))
        if names: c.print(Columns((["Editable:"] if readonly else []) + list(names)))
        return s.getvalue()
    def said(self, text, show="> "):
        """A message that was sent: the rule, what stood before the prompt, and the text."""
        self.rule()
        for l in (show + text).split("\n"): self.console.print(Text(l), style=self.user)
        print()
    def prompt(self, show="> ", default="", completer=True):
        self.rule()
        self.session.prompt(show, default=default, style=self.style, reserve_space_for_menu=4, complete_style=CompleteStyle.MULTI_COLUMN,
            completer=WordCompleter(SLASH, sentence=True) if completer else None, complete_while_typing=True, prompt_continuation=lambda w, n, s: ". ",
            multiline=bool(default.count("\n")))
    def ask(self, question, options="(Y)es/(N)o", default="Yes", subject=None):
        if subject:
            print()
            lines = subject.split("\n"); w = max(map(len, lines))
            self.out("\n".join(l.ljust(w) for l in lines), bold=True)
        self.session.prompt(f"{question} {options} [{default}]: " if options else question + " ", style=self.style, complete_while_typing=False)
    def answered(self, question, options="(Y)es/(N)o", default="Yes", subject=None, answer="y"):
        if subject: print(); self.out(subject, bold=True)
        self.console.print(Text(f"{question} {options} [{default}]: {answer}"), style=self.user)
    def md(self, text): self.console.print(Markdown(text, style=self.answer, code_theme="default"))
    def stream(self, text):
        """An answer that is still coming: the last lines are in a live window."""
        live = Live(Text(""), refresh_per_second=10); live.start()
        s = io.StringIO(); Console(file=s, force_terminal=True, width=self.console.width).print(Markdown(text, style=self.answer, code_theme="default"))
        lines = s.getvalue().splitlines(keepends=True)
        if lines[:-6]: live.console.print(Text.from_ansi("".join(lines[:-6])))
        live.update(Text.from_ansi("".join(lines[-6:]))); time.sleep(1000)
    def plain_stream(self, text): sys.stdout.write(text); sys.stdout.flush(); time.sleep(1000)
    def tokens(self, text): print(); self.out("Tokens: " + text)
    def wait(self, text="Waiting for sonnet", at=5):
        """The spinner since 0.83."""
        frames = [(" " * i + "░█" + " " * (8 - i)) for i in range(9)] + [(" " * i + "█░" + " " * (8 - i)) for i in range(8, -1, -1)]
        line = f"{frames[at]} {text}"[: self.console.width - 2]
        sys.stdout.write("\r" + line); sys.stdout.write("\b" * (len(line) - at)); sys.stdout.flush(); time.sleep(1000)
    def wait_old(self, text, at=2):
        """The spinner before 0.83."""
        sys.stdout.write(f"\r{text} {'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[at]}\r{text} "); sys.stdout.flush(); time.sleep(1000)
    def wait_boxed(self, text="Waiting for LLM", at="[──≡=───]"):
        """The spinner while 0.83 was made."""
        sys.stdout.write(f"\r{text} {at}" + "\b" * 5); sys.stdout.flush(); time.sleep(1000)
